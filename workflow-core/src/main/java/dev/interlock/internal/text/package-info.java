/** Text that others wrote, so that it can be shown. Not for use outside Interlock. */
@NullMarked
package dev.interlock.internal.text;

import org.jspecify.annotations.NullMarked;
