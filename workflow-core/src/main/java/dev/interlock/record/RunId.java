package dev.interlock.record;

import java.util.regex.Pattern;

/**
 * The name of one execution of a workflow, chosen by the host and unique in its log.
 *
 * <p>Immutable.
 *
 * @param value 1 to 100 characters: a letter or digit, then letters, digits, {@code .}, {@code _}
 *     or {@code -}
 */
public record RunId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * Checks the form.
   *
   * @throws WorkflowException if the value is not of this form
   */
  public RunId {
    if (!FORM.matcher(value).matches()) {
      throw new WorkflowException(
          "a run id of "
              + value.length()
              + " characters is not valid: use 1 to 100 letters, digits, '.', '_' or '-',"
              + " beginning with a letter or digit");
    }
  }

  /** The run id with this value. */
  public static RunId of(String value) {
    return new RunId(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
