package com.example.release;

/** What somebody asks to release. */
public record Candidate(String version) {}
