/**
 * The release of a library: eight steps that a program holds in order, a person who decides, a tag
 * in a real repository and files in a Maven repository only after that, and a record. It is made to
 * be copied: it needs core and gates, and only the names of package and module change.
 *
 * <pre>{@code
 * ReleaseRequest request = ReleaseRun.prepare(log, run, Map.of("version", "1.1.0"));
 * engine.start(Release.workflow(log), run, request).settled();
 * ReleaseReport.write(log, engine.events(run)); // once the run has ended
 * }</pre>
 *
 * <p>{@link dev.interlock.examples.release.Release} is where to begin.
 */
@NullMarked
package dev.interlock.examples.release;

import org.jspecify.annotations.NullMarked;
