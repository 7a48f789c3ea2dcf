/** Runnable workflows to copy. */
@NullMarked
package dev.interlock.examples;

import org.jspecify.annotations.NullMarked;
