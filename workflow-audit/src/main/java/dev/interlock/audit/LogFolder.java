package dev.interlock.audit;

import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one log and how to read them; this class changes nothing on disk. Immutable. */
record LogFolder(Path dir) {
  private static final Pattern LOG_JSON =
      Pattern.compile(
          "\\{\"format\":\"interlock-record/1\",\"origin\":\"([a-z0-9-]+/[0-9a-f]{32})\","
              + "\"created\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z\"\\}\n?");
  private static final Pattern HEAD = Pattern.compile("(0|[1-9][0-9]{0,17})\\.checkpoint");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  Path journal() {
    return dir.resolve("journal.jsonl");
  }

  Path logJson() {
    return dir.resolve("log.json");
  }

  Path temporary() {
    return dir.resolve("tmp");
  }

  Path heads() {
    return dir.resolve("heads");
  }

  Path head(long size) {
    return heads().resolve(size + ".checkpoint");
  }

  Path side(Side side) {
    return dir.resolve(side == Side.OUTLINE ? "outlines" : "shown");
  }

  Path side(Side side, String sha256) {
    return side(side).resolve(sha256 + (side == Side.OUTLINE ? ".json" : ".txt"));
  }

  /** All folders below the log's own. */
  List<Path> folders() {
    return List.of(side(Side.OUTLINE), side(Side.SHOWN), heads(), temporary());
  }

  /** The text of a new {@code log.json}. */
  static byte[] logJson(String origin, Instant created) {
    String text =
        "{\"format\":\"interlock-record/1\",\"origin\":\""
            + origin
            + "\",\"created\":\""
            + created.truncatedTo(ChronoUnit.SECONDS)
            + "\"}\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether anything of a log stands here. */
  boolean holdsLog() {
    return Files.exists(logJson(), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(journal(), LinkOption.NOFOLLOW_LINKS)
        || headSizes().length > 0;
  }

  /** The origin that {@code log.json} names; empty if it is not of its form or not there. */
  Optional<String> origin() {
    Matcher found =
        LOG_JSON.matcher(
            read(logJson()).map(b -> new String(b, StandardCharsets.ISO_8859_1)).orElse(""));
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /**
   * Makes sure that there is a log to read.
   *
   * @throws JournalException if there is none; the message names the folder
   */
  void refuseIfNone() {
    if (!holdsLog()) {
      throw new JournalException("there is no log in '" + dir + "'");
    }
  }

  /**
   * The origin that {@code log.json} names.
   *
   * @throws JournalException if it is not of its form or not there
   */
  String originOrRefuse() {
    return origin()
        .orElseThrow(
            () ->
                new JournalException(
                    "'" + logJson() + "' is missing or not of format interlock-record/1"));
  }

  /** The sizes of all heads, smallest first. */
  long[] headSizes() {
    if (!Files.isDirectory(heads())) {
      return new long[0];
    }
    try (Stream<Path> files = Files.list(heads())) {
      return files
          .map(file -> HEAD.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .sorted()
          .toArray();
    } catch (IOException e) {
      throw new JournalException("the heads in '" + dir + "' cannot be listed", e);
    }
  }

  /** What a side file holds, if it is there and its content has this digest. */
  Optional<byte[]> kept(Side side, String sha256) {
    return DIGEST.matcher(sha256).matches()
        ? read(side(side, sha256)).filter(content -> Digests.sha256Hex(content).equals(sha256))
        : Optional.empty();
  }

  /** The bytes of a file, if it is there. */
  Optional<byte[]> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new JournalException("'" + file + "' cannot be read", e);
    }
  }

  /** The largest of these sizes. */
  static long largest(long[] sizes) {
    return Arrays.stream(sizes).max().orElse(0);
  }
}
