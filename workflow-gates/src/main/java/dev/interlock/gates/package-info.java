/**
 * Who may open a gate, and checks on the outside world.
 *
 * <p>{@link dev.interlock.gates.TerminalChannel} asks the person at the process's own terminal:
 *
 * <pre>{@code
 * Channel terminal = TerminalChannel.ofProcess().patience(Duration.ofMinutes(10));
 * if (!terminal.reachable()) {
 *   System.err.println("nobody can be asked here; the run will wait");
 * }
 * }</pre>
 */
@NullMarked
package dev.interlock.gates;

import org.jspecify.annotations.NullMarked;
