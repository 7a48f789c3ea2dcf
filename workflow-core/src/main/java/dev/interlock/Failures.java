package dev.interlock;

import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.JournalException;
import dev.interlock.record.WorkflowException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what kind of failure an exception is: by the types in its chain of causes, else by a status
 * in the messages, else by their words. Whatever an exception does when it is asked, this gives an
 * answer.
 */
final class Failures {
  private static final int MAX_CAUSES = 32;

  /** Types that say nothing of their own about what happened. */
  private static final List<Class<? extends Throwable>> WRAPPERS =
      List.of(
          ExecutionException.class,
          CompletionException.class,
          InvocationTargetException.class,
          UncheckedIOException.class);

  private static final Map<Class<? extends Throwable>, Failure.Kind> TYPES =
      Map.ofEntries(
          Map.entry(Error.class, Failure.Kind.UNKNOWN),
          Map.entry(JournalException.class, Failure.Kind.JOURNAL),
          Map.entry(NoSuchFileException.class, Failure.Kind.CONFIGURATION),
          Map.entry(NotDirectoryException.class, Failure.Kind.CONFIGURATION),
          Map.entry(FileNotFoundException.class, Failure.Kind.CONFIGURATION),
          Map.entry(AccessDeniedException.class, Failure.Kind.PERMISSION),
          Map.entry(SecurityException.class, Failure.Kind.PERMISSION),
          Map.entry(ConnectException.class, Failure.Kind.TRANSIENT),
          Map.entry(NoRouteToHostException.class, Failure.Kind.TRANSIENT),
          Map.entry(SocketTimeoutException.class, Failure.Kind.TRANSIENT),
          Map.entry(UnknownHostException.class, Failure.Kind.TRANSIENT),
          Map.entry(TimeoutException.class, Failure.Kind.TRANSIENT),
          Map.entry(InterruptedException.class, Failure.Kind.TRANSIENT),
          Map.entry(ClosedByInterruptException.class, Failure.Kind.TRANSIENT));

  /** Of a module that this one does not require, so known by name. */
  private static final Set<String> TRANSIENT_NAMES = Set.of("java.net.http.HttpTimeoutException");

  private Failures() {}

  /** The failure that this exception is. */
  static Failure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    Throwable head = chain.get(0);
    for (Throwable each : chain) {
      if (each instanceof FailureException said) {
        return new Failure(
            said.kind(), type(head), message(head), advice(said, true), advice(said, false));
      }
      Optional<Failure.Kind> kind = byType(each.getClass());
      if (kind.isPresent()) {
        return Failure.of(kind.get(), type(head), message(head));
      }
    }
    List<String> messages =
        chain.stream().map(Failures::message).map(FailureWords::bounded).toList();
    Failure.Kind kind =
        first(messages, FailureWords::byStatus)
            .or(() -> first(messages, FailureWords::byWords))
            .orElse(Failure.Kind.UNKNOWN);
    return Failure.of(kind, type(head), message(head));
  }

  /**
   * The same for a logger, which asks an exception for all it has: this one answers. Its message is
   * left out, because it may hold a value.
   */
  static Throwable forLog(Throwable thrown) {
    Throwable copy = new WorkflowException(of(thrown).type());
    try {
      copy.setStackTrace(thrown.getStackTrace());
    } catch (Throwable e) { // a host's exception does what it likes
      copy.addSuppressed(new WorkflowException("its stack trace cannot be read"));
    }
    return copy;
  }

  /** Whether somebody interrupted what threw this. */
  static boolean isInterrupt(Throwable thrown) {
    return chain(thrown).stream()
        .anyMatch(
            each ->
                each instanceof InterruptedException || each instanceof ClosedByInterruptException);
  }

  private static Optional<Failure.Kind> first(
      List<String> messages, Function<String, Optional<Failure.Kind>> kind) {
    return messages.stream().flatMap(message -> kind.apply(message).stream()).findFirst();
  }

  private static Optional<Failure.Kind> byType(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Failure.Kind kind = TYPES.get(each);
      if (kind != null) {
        return Optional.of(kind);
      }
      if (TRANSIENT_NAMES.contains(each.getName())) {
        return Optional.of(Failure.Kind.TRANSIENT);
      }
    }
    return Optional.empty();
  }

  /** The exception and its causes, without wrappers in front; a circle of causes is cut. */
  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    Throwable next = thrown;
    while (next != null && chain.size() < MAX_CAUSES) {
      chain.add(next);
      next = cause(next);
    }
    while (chain.size() > 1 && WRAPPERS.contains(chain.get(0).getClass())) {
      chain.remove(0);
    }
    return chain;
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable e) {
      return null;
    }
  }

  private static String type(Throwable thrown) {
    return thrown instanceof FailureException
        ? thrown.getClass().getSimpleName()
        : FailureWords.raw(thrown.getClass().getName());
  }

  private static String message(Throwable thrown) {
    return text(thrown::getMessage).orElse("no message");
  }

  private static Optional<String> advice(FailureException said, boolean toCheck) {
    Failure failure = said.failure();
    return (toCheck ? failure.toCheck() : failure.toRecover()).map(FailureWords::raw);
  }

  private static Optional<String> text(Supplier<@Nullable String> asked) {
    try {
      return Optional.ofNullable(asked.get())
          .filter(text -> !text.isEmpty())
          .map(FailureWords::raw);
    } catch (Throwable e) {
      return Optional.of("the message cannot be read: " + e.getClass().getName());
    }
  }
}
