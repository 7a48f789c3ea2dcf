package com.example.release;

import java.util.List;

/** What people decide on. */
public record ReleaseNotes(String version, List<String> changes) {}
