/** The line format of the record. */
@NullMarked
package dev.interlock.internal.log;

import org.jspecify.annotations.NullMarked;
