package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Logs to try things on, and the ways to change their files. */
final class Logs {
  static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  static final RunId RUN = RunId.of("run-1");
  static final JournalOptions OPTIONS = JournalOptions.standard().clock(() -> AT);

  private Logs() {}

  static Json json(String text) {
    return Json.of(text.getBytes(UTF_8));
  }

  /** How a run begins whose workflow is made by {@link Shapes}. */
  static Json started(String definition) {
    return json(
        "{\"workflow\":\"made\",\"version\":\"1\",\"definition\":\""
            + definition
            + "\",\"input\":{\"text\":\"in\"},\"requester\":{\"principal\":\"ada\","
            + "\"proven\":false},\"profile\":\"P0\",\"environment\":{\"jdk\":\"17\",\"modulePath\":true,"
            + "\"uid\":\"0\",\"terminal\":false,\"library\":\"1\"}}");
  }

  static FileJournal open(Path dir) {
    return FileJournal.open(dir, OPTIONS, TestDisk.quick());
  }

  /** A log of so many events that was closed, so that a head covers all of them. */
  static Path closed(Path dir, int events) {
    try (FileJournal journal = open(dir)) {
      append(journal, events);
    }
    return dir;
  }

  /** A log whose writer died after it forced so many events; a head covers the first of them. */
  static Path crashed(Path dir, int events, int covered) {
    closed(dir, covered);
    byte[] head = read(dir.resolve("heads/" + covered + ".checkpoint"));
    try (FileJournal journal = open(dir)) {
      append(journal, events - covered);
    }
    deleteHeads(dir);
    write(dir.resolve("heads/" + covered + ".checkpoint"), head);
    return dir;
  }

  static void append(Journal journal, int events) {
    for (int i = 0; i < events; i++) {
      journal.append(AT, RUN, "test.happened", json("{\"path\":\"a\",\"attempt\":" + i + "}"));
    }
    journal.force().toCompletableFuture().join();
  }

  /** Its writer died when the first event of this name was the last that was durable. */
  static void endAfter(Path dir, String event) {
    List<byte[]> kept = new ArrayList<>();
    for (byte[] line : lines(read(journal(dir)))) {
      kept.add(line);
      if (new String(line, UTF_8).contains("\"event\":\"" + event + "\"")) {
        break;
      }
    }
    write(journal(dir), join(kept));
    deleteHeads(dir);
  }

  static void deleteHeads(Path dir) {
    try (Stream<Path> heads = Files.list(dir.resolve("heads"))) {
      for (Path head : heads.toList()) {
        Files.delete(head);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path journal(Path dir) {
    return dir.resolve("journal.jsonl");
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines with their newlines. */
  static List<byte[]> lines(byte[] journal) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < journal.length; i++) {
      if (journal[i] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(journal, from, i + 1));
        from = i + 1;
      }
    }
    return lines;
  }

  static byte[] join(List<byte[]> parts) {
    int length = parts.stream().mapToInt(part -> part.length).sum();
    java.nio.ByteBuffer joined = java.nio.ByteBuffer.allocate(length);
    parts.forEach(joined::put);
    return joined.array();
  }
}
