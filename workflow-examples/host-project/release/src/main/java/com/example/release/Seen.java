package com.example.release;

/** What a check saw. */
public record Seen(String file, int lines) {}
