/**
 * The review of a sprint: eight steps that a program holds in order, a person who decides, and a
 * record. It is made to be copied: it needs core alone, and only the names of package and module
 * change.
 *
 * <pre>{@code
 * SprintToReview sprint = SprintReviewRun.prepare(log, run, Map.of("sprint", "Sprint 7"));
 * engine.start(SprintReview.workflow(log), run, sprint).settled();
 * SprintReviewReport.write(log, engine.events(run)); // once the run has ended
 * }</pre>
 *
 * <p>{@link dev.interlock.examples.sprintreview.SprintReview} is where to begin.
 */
@NullMarked
package dev.interlock.examples.sprintreview;

import org.jspecify.annotations.NullMarked;
