package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A log that is written anew with other events, so that its chain and its head fit. */
final class Forging {
  private final Path dir;
  private final List<Told> events = new ArrayList<>();

  /** An event as a line tells it. */
  record Told(Instant at, String run, String event, String data) {
    Told with(String from, String to) {
      if (!data.contains(from)) {
        throw new IllegalArgumentException("no " + from + " in " + data);
      }
      return new Told(at, run, event, data.replace(from, to));
    }

    Told named(String other) {
      return new Told(at, run, other, data);
    }

    Told at(Instant other) {
      return new Told(other, run, event, data);
    }

    Told data(String other) {
      return new Told(at, run, event, other);
    }
  }

  private Forging(Path dir) {
    this.dir = dir;
  }

  /** The events of a log. */
  static Forging of(Path dir) {
    Forging forging = new Forging(dir);
    for (byte[] bytes : Logs.lines(Logs.read(Logs.journal(dir)))) {
      try {
        Line line = Line.parse(java.util.Arrays.copyOf(bytes, bytes.length - 1));
        String data = new String(line.data(), UTF_8);
        forging.events.add(new Told(line.at(), line.run(), line.event(), data));
      } catch (Line.Malformed e) {
        throw new IllegalStateException(e);
      }
    }
    return forging;
  }

  List<Told> events() {
    return events;
  }

  /** The place of the n-th event of this name, from 1. */
  int find(String event, int n) {
    int left = n;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).event().equals(event) && --left == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("no " + event + " in " + events);
  }

  /** Writes lines that chain, and a head over all of them. */
  void write(List<Told> changed) {
    String origin = new LogFolder(dir).originOrRefuse();
    HashTree tree = new HashTree();
    List<byte[]> parts = new ArrayList<>();
    byte[] prev = Line.beforeFirst();
    for (Told told : changed) {
      Line line =
          Line.compose(
              tree.size(), prev, told.at(), told.run(), told.event(), told.data().getBytes(UTF_8));
      parts.add(line.bytes());
      parts.add(new byte[] {'\n'});
      prev = line.leafHash();
      tree.add(prev);
    }
    Logs.write(Logs.journal(dir), Logs.join(parts));
    Logs.deleteHeads(dir);
    Logs.write(
        dir.resolve("heads/" + tree.size() + ".checkpoint"),
        Head.of(origin, tree.size(), tree.root()).bytes());
  }

  static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path dir) {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
