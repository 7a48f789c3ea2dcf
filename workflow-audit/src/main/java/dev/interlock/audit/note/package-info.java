/** Signed notes, their keys and the cosignatures of witnesses, as C2SP defines them. */
@NullMarked
package dev.interlock.audit.note;

import org.jspecify.annotations.NullMarked;
