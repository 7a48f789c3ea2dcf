/**
 * The forms in which a run leaves its log: a statement, its signed envelope, and the page on it.
 */
@NullMarked
package dev.interlock.audit.export;

import org.jspecify.annotations.NullMarked;
