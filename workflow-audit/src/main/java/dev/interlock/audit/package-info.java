/**
 * The tamper-evident record of runs on disk. {@link dev.interlock.audit.FileJournal} writes and
 * reads it, {@link dev.interlock.audit.RecordVerifier} looks whether it is as it was written.
 *
 * <pre>{@code
 * try (Journal journal = FileJournal.open(Path.of(".interlock"))) {
 *   journal.append(Instant.now(), RunId.of("sprint-7"), "run.cancelled", Json.of(data));
 *   journal.force().toCompletableFuture().join(); // from here on no crash loses it
 * }
 * Verification found = RecordVerifier.verify(Path.of(".interlock"));
 * System.exit(found.verdict().exitCode());
 * }</pre>
 */
@NullMarked
package dev.interlock.audit;

import org.jspecify.annotations.NullMarked;
