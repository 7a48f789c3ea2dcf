package dev.interlock.cli;

import dev.interlock.record.WorkflowException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An option of a workflow's command, such as {@code --sprint NAME}. Immutable.
 *
 * @param name without the dashes, of the form {@code [a-z][a-z0-9-]{0,29}}
 * @param label what stands for its value in the help, such as {@code NAME}
 * @param text what it is, for the help
 * @param required whether the command refuses to start without it
 * @param standard the value that it has when it is not given
 */
public record CommandOption(
    String name, String label, String text, boolean required, Optional<String> standard) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,29}");

  /**
   * Checks the name.
   *
   * @throws WorkflowException if it is not of its form
   */
  public CommandOption {
    if (!FORM.matcher(name).matches() || Grammar.OWN_OPTIONS.contains(name)) {
      throw new WorkflowException(
          "the name '"
              + name
              + "' of an option is not of the form "
              + FORM.pattern()
              + ", or one of "
              + Grammar.OWN_OPTIONS);
    }
  }

  /** One that must be given. */
  public static CommandOption required(String name, String label, String text) {
    return new CommandOption(name, label, text, true, Optional.empty());
  }

  /** One that may be left out and then has no value. */
  public static CommandOption optional(String name, String label, String text) {
    return new CommandOption(name, label, text, false, Optional.empty());
  }

  /** The same, with this value when it is not given. */
  public CommandOption standard(String value) {
    return new CommandOption(name, label, text, false, Optional.of(value));
  }
}
