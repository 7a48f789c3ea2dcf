/**
 * What a host project tests its workflows with: an engine whose time is moved by hand, people who
 * answer by script, crash points, assertions, golden outlines.
 *
 * <pre>{@code
 * TestHost host = new TestHost();
 * host.people().approves("2-approval", "alice");
 * TestRun<Published> run = host.run(publishing(site), new Note("Seven", "Faster"));
 * assertThat(run).completed().ranInOrder("1-count", "3-publish").gate("2-approval").approvedBy("alice");
 * }</pre>
 */
@NullMarked
package dev.interlock.testing;

import org.jspecify.annotations.NullMarked;
