package dev.interlock.record;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who did something: a person, an AI or a system. Whether that is proven or only claimed stands
 * beside it, where it was found out.
 *
 * <p>The kind is part of the name, so that a record says it in one word: {@code ai:} and {@code
 * system:} in front mark those two, any other name is a person's. Immutable.
 *
 * @param name 1 to 200 printable ASCII characters without space
 */
public record Principal(String name) {
  private static final Pattern FORM = Pattern.compile("[!-~]{1,200}");

  /** What kind of actor a principal is. Only a person may open a gate. */
  public enum Kind {
    PERSON,
    AI,
    SYSTEM
  }

  /**
   * Checks the form.
   *
   * @throws WorkflowException if the name is not of this form
   */
  public Principal {
    if (!FORM.matcher(name).matches()) {
      throw new WorkflowException(
          "a principal's name has 1 to 200 printable ASCII characters without space");
    }
  }

  /** The principal of this name; its kind follows from the name. */
  public static Principal of(String name) {
    return new Principal(name);
  }

  /**
   * The owner of this process as the operating system says it, such as {@code os-user:ada}: who
   * works here, as far as a process can claim it.
   */
  public static Principal ofProcess() {
    return ProcessOwner.of(Path.of("/proc/self"));
  }

  /** An AI, such as {@code ai:reviewer}. */
  public static Principal ai(String name) {
    return new Principal("ai:" + name);
  }

  /** A system, such as {@code system:nightly}. */
  public static Principal system(String name) {
    return new Principal("system:" + name);
  }

  /** The kind that the name says. */
  public Kind kind() {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("ai:")
        ? Kind.AI
        : lower.startsWith("system:") ? Kind.SYSTEM : Kind.PERSON;
  }

  /** Whether a person would read both as the same name: it differs in case at most. */
  public boolean isAlso(Principal other) {
    return name.equalsIgnoreCase(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
