package com.example.release;

/** What was published. */
public record Published(String file, int changes) {}
