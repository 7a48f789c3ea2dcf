/** What the test kit is let in by, and nobody else. */
@NullMarked
package dev.interlock.internal.testing;

import org.jspecify.annotations.NullMarked;
