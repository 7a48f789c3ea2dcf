/** What a run leaves behind: its events. */
@NullMarked
package dev.interlock.record;

import org.jspecify.annotations.NullMarked;
