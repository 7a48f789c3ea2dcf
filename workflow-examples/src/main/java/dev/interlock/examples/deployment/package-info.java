/**
 * The deployment of a web site: eight steps that a program holds in order, two people who decide, a
 * way back, and a record. It is made to be copied: it needs core and gates, and only the names of
 * package and module change.
 *
 * <pre>{@code
 * DeploymentRequest request = DeploymentRun.prepare(log, run, Map.of());
 * engine.start(Deployment.workflow(log), run, request).settled();
 * DeploymentReport.write(log, engine.events(run)); // once the run has ended
 * }</pre>
 *
 * <p>{@link dev.interlock.examples.deployment.Deployment} is where to begin.
 */
@NullMarked
package dev.interlock.examples.deployment;

import org.jspecify.annotations.NullMarked;
