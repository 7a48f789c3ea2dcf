package dev.interlock.internal.json;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** What went wrong with a value and where, in words that repeat nothing of the value. */
final class Problem {
  private Problem() {}

  static String ofReading(JacksonException e) {
    String where = where(e);
    if (e instanceof UnrecognizedPropertyException) {
      return where + " is unknown";
    }
    if (e instanceof InvalidTypeIdException) {
      return where + " has a 'type' that is missing or no alternative";
    }
    if (e instanceof ValueInstantiationException) {
      return where + " is refused by its record";
    }
    if (e instanceof MismatchedInputException mismatch) {
      Class<?> type = mismatch.getTargetType();
      return where + " is missing, null or not " + (type == null ? "valid" : type.getSimpleName());
    }
    return JsonText.problem(e);
  }

  static String ofWriting(JacksonException e) {
    return where(e)
        + " "
        + (StrictWriters.NoNull.PROBLEM.equals(e.getOriginalMessage())
            ? StrictWriters.NoNull.PROBLEM
            : "cannot be written");
  }

  /** Names of components and places in lists; the key of a map may be a value and is left out. */
  private static String where(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      Object from = step.from();
      Class<?> type =
          from instanceof Class<?> known ? known : from == null ? null : from.getClass();
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else if (type != null && Map.class.isAssignableFrom(type)) {
        path.append("[key]");
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "the value" : "'" + path + "'";
  }
}
