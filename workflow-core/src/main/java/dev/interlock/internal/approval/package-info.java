/**
 * The text that a person signs to answer a gate. Entry: {@link
 * dev.interlock.internal.approval.ApprovalText}.
 *
 * <p>Source of the form: {@code docs/record.md}, "The approval text".
 */
@NullMarked
package dev.interlock.internal.approval;

import org.jspecify.annotations.NullMarked;
