/** Finds secrets that are known by their form, and takes them out of what is recorded. */
@NullMarked
package dev.interlock.internal.secret;

import org.jspecify.annotations.NullMarked;
