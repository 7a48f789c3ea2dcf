package dev.interlock.internal.log;

/** A public record of a package that is exported to some only. */
public record NotExported(int number) {}
