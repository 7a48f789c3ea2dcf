package greet;

/** Greets. */
public final class Greeting {
  /** The greeting. */
  public String of() {
    return of("world");
  }

  /** The greeting of somebody. */
  public String of(String name) {
    return "Hello, " + name;
  }
}
