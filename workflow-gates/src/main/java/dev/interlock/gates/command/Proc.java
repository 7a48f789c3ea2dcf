package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** What Linux tells of processes below {@code /proc}; what cannot be read says nothing. */
final class Proc {
  private static final Path ROOT = Path.of("/proc");

  /** How many of its ticks a second has, in all that it tells. */
  private static final int TICKS = 100;

  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int SESSION = 3;
  private static final int START = 19;

  private Proc() {}

  /** The time since the machine was started, in ticks; nothing that is started later has less. */
  static long now() {
    String seconds = read(ROOT.resolve("uptime")).split(" ", 2)[0];
    return seconds.isEmpty() ? 0 : (long) (Double.parseDouble(seconds) * TICKS) - 1;
  }

  /** All processes that were started at this time or later. */
  static void since(long ticks, LongConsumer each) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(ROOT, "[1-9]*")) {
      for (Path process : all) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (number(pid, START).filter(start -> start >= ticks).isPresent()) {
          each.accept(pid);
        }
      }
    } catch (IOException e) { // then there are the descendants
    }
  }

  static boolean isZombie(long pid) {
    String[] fields = fields(pid);
    return fields[STATE].equals("Z") || fields[STATE].equals("X");
  }

  static boolean isChildOf(long parent, long pid) {
    return number(pid, PARENT).filter(found -> found == parent).isPresent();
  }

  static boolean isInSessionOf(long leader, long pid) {
    return number(pid, SESSION).filter(found -> found == leader).isPresent();
  }

  static boolean hasInEnvironment(String text, long pid) {
    return read(ROOT.resolve(pid + "/environ")).contains(text);
  }

  /** The pipes that it has at its standard output and standard error. */
  static Set<String> pipes(long pid) {
    Set<String> pipes = new HashSet<>();
    for (int stream : new int[] {1, 2}) {
      link(ROOT.resolve(pid + "/fd/" + stream))
          .filter(target -> target.startsWith("pipe:"))
          .ifPresent(pipes::add);
    }
    return pipes;
  }

  /** Whether it has one of these open. */
  static boolean holds(Set<String> pipes, long pid) {
    if (pipes.isEmpty()) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(ROOT.resolve(pid + "/fd"))) {
      for (Path file : files) {
        if (link(file).filter(pipes::contains).isPresent()) {
          return true;
        }
      }
    } catch (IOException e) { // it is another user's, or over
    }
    return false;
  }

  private static Optional<Long> number(long pid, int field) {
    String[] fields = fields(pid);
    return fields.length > field ? Optional.of(Long.parseLong(fields[field])) : Optional.empty();
  }

  /** What stands in {@code stat} behind the name, which may hold anything. */
  private static String[] fields(long pid) {
    String stat = read(ROOT.resolve(pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<String> link(Path file) {
    try {
      return Optional.of(Files.readSymbolicLink(file).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
