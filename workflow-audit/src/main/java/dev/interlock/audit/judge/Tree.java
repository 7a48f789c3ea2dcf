package dev.interlock.audit.judge;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An object of an outline. What is not as an outline has it is an exception. Immutable. */
public record Tree(Map<String, Object> fields) {
  /** Bytes that are no outline; the message says what is missing. */
  public static final class NoOutline extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoOutline(String what) {
      super(what);
    }
  }

  private <T> T of(String name, Class<T> type) {
    return ifAny(name, type).orElseThrow(() -> new NoOutline("'" + name + "' is missing"));
  }

  private <T> Optional<T> ifAny(String name, Class<T> type) {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new NoOutline("'" + name + "' is something else");
    }
    return Optional.ofNullable(type.cast(value));
  }

  /** A text that must be there. */
  public String text(String name) {
    return of(name, String.class);
  }

  /** A text, if it is there. */
  public Optional<String> textIfAny(String name) {
    return ifAny(name, String.class);
  }

  /** Whether there is something of this name. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Whether it is there as true. */
  public boolean flag(String name) {
    return ifAny(name, Boolean.class).orElse(false);
  }

  /** A number that must be there. */
  public int number(String name) {
    return of(name, Integer.class);
  }

  /** The texts of a list; none if it is not there. */
  public List<String> texts(String name) {
    List<?> list = ifAny(name, List.class).orElse(List.of());
    return list.stream().map(one -> one instanceof String text ? text : wrong(name)).toList();
  }

  private static String wrong(String name) {
    throw new NoOutline("'" + name + "' holds something else than texts");
  }

  /** The objects of a list; none if it is not there. */
  public List<Tree> trees(String name) {
    List<?> list = ifAny(name, List.class).orElse(List.of());
    return list.stream().map(one -> tree(name, one)).toList();
  }

  /** An object that must be there. */
  public Tree tree(String name) {
    return tree(name, of(name, Map.class));
  }

  @SuppressWarnings("unchecked") // an object of JSON is a map by its keys
  private static Tree tree(String name, Object one) {
    if (one instanceof Map<?, ?> map) {
      return new Tree((Map<String, Object>) map);
    }
    throw new NoOutline("'" + name + "' holds something else than objects");
  }
}
