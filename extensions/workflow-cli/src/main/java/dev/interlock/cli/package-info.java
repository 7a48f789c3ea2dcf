/**
 * The {@code interlock} command, usable by any host.
 *
 * <pre>{@code
 * CommandWorkflow<Guest> greet =
 *     CommandWorkflow.of("greet", "Greets somebody.", greeting, r -> new Guest(r.value("name")))
 *         .option(CommandOption.required("name", "NAME", "who is greeted"));
 * System.exit(
 *     InterlockCommand.of(setup -> setup.engine().build(), List.of(greet)).execute(args));
 * }</pre>
 */
@NullMarked
package dev.interlock.cli;

import org.jspecify.annotations.NullMarked;
