/**
 * Commands: what a host allows to be run, and the one place that runs it.
 *
 * <pre>{@code
 * Allowlist allowlist = Allowlist.read(Path.of("/etc/acme/commands.json"), "3f2a...");
 * CommandRunner runner = CommandRunner.of(allowlist, Path.of("/work/site"));
 * CommandResult head = runner.run(Command.of("/usr/bin/git", "rev-parse", "HEAD"), evidence);
 * }</pre>
 */
@NullMarked
package dev.interlock.gates.command;

import org.jspecify.annotations.NullMarked;
