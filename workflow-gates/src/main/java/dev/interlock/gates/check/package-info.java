/**
 * Checks on the outside world: files, test reports, coverage, repositories, services, versions.
 * Each looks for itself, believes nothing that was said, and its evidence is what it saw.
 *
 * <pre>{@code
 * TestReportCheck tests = TestReportCheck.in(workspace).atLeast(120).skippedAtMost(0);
 * flow.step("tests", Tests.class).reading(build)
 *     .verifiedBy("reports", (in, out) -> tests.examine(out.reports()))
 *     .compute(maven::test);
 * }</pre>
 */
@NullMarked
package dev.interlock.gates.check;

import org.jspecify.annotations.NullMarked;
