/**
 * Whether the runs of a log are possible: each event is held against the outline of its run. {@link
 * dev.interlock.audit.judge.Judge} sees all lines of a log in their order.
 */
@NullMarked
package dev.interlock.audit.judge;

import org.jspecify.annotations.NullMarked;
