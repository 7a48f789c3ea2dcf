/** Tests whether tests notice that a guard is gone; used by the modules above as well. */
@NullMarked
package dev.interlock.controls;

import org.jspecify.annotations.NullMarked;
