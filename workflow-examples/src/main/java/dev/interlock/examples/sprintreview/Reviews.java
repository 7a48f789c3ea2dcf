package dev.interlock.examples.sprintreview;

/**
 * What the reviewers say. Immutable.
 *
 * @param qa quality
 * @param security security
 * @param engineering engineering
 */
public record Reviews(Review qa, SecurityReview security, Review engineering) {}
