package dev.interlock.audit;

import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one log and how to read them; this class changes nothing on disk. Immutable. */
record LogFolder(Path dir) {
  private static final int MOST_BYTES = 64 << 20;

  /** As much as a host may let a value have; how much one has stands in the line that names it. */
  private static final int MOST_OF_BLOB = Integer.MAX_VALUE - 1024;

  private static final Pattern HEAD = Pattern.compile("(0|[1-9][0-9]{0,17})\\.checkpoint");
  private static final Pattern NOTE = Pattern.compile("(0|[1-9][0-9]{0,17})\\.note");
  private static final Pattern APPROVAL = Pattern.compile("[0-9a-f]{32}\\.[1-9][0-9]{0,5}\\.txt");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Says in a log that has ended which one goes on from it, once that one was made. */
  Path continuedJson() {
    return dir.resolve("continued.json");
  }

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

  /** The signed note of a head. */
  Path note(long size) {
    return heads().resolve(size + ".note");
  }

  /** The signature of a head, where there is one. */
  Path headSignature(long size) {
    return heads().resolve(size + ".checkpoint.sig");
  }

  Path side(Side side) {
    return dir.resolve(
        switch (side) {
          case OUTLINE -> "outlines";
          case SHOWN -> "shown";
          case BLOB -> "blobs";
        });
  }

  Path side(Side side, String sha256) {
    String ending =
        switch (side) {
          case OUTLINE -> ".json";
          case SHOWN -> ".txt";
          case BLOB -> "";
        };
    return side(side).resolve(sha256 + ending);
  }

  /** The answers to gates that people signed. */
  Path approvals() {
    return dir.resolve("approvals");
  }

  /** The text of the n-th answer to a presentation of a gate. */
  Path approval(String nonce, int number) {
    return approvals().resolve(nonce + "." + number + ".txt");
  }

  /** The signature of a text, beside it. */
  static Path signatureOf(Path text) {
    return text.resolveSibling(text.getFileName() + ".sig");
  }

  /** Whether an answer may stand under this name. */
  static boolean isApproval(String name) {
    return APPROVAL.matcher(name).matches();
  }

  /** What was signed under this name, if text and signature are there. */
  Optional<Journal.Approval> approval(String name) {
    if (!isApproval(name)) {
      return Optional.empty();
    }
    Path text = approvals().resolve(name);
    Optional<byte[]> signature = read(signatureOf(text));
    return read(text)
        .filter(bytes -> signature.isPresent())
        .map(bytes -> new Journal.Approval(utf8(bytes), utf8(signature.get())));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** All folders below the log's own. */
  List<Path> folders() {
    return List.of(
        side(Side.OUTLINE), side(Side.SHOWN), side(Side.BLOB), approvals(), heads(), temporary());
  }

  /** Whether anything of a log stands here. */
  boolean holdsLog() {
    return Files.exists(logJson(), LinkOption.NOFOLLOW_LINKS)
        || Files.exists(journal(), LinkOption.NOFOLLOW_LINKS)
        || headSizes().length > 0;
  }

  /** What {@code log.json} says; empty if it is not of its form or not there. */
  Optional<LogJson> about() {
    return read(logJson()).flatMap(LogJson::parse);
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
   * What {@code log.json} says.
   *
   * @throws JournalException if it is not of its form or not there
   */
  LogJson aboutOrRefuse() {
    return about()
        .orElseThrow(
            () ->
                new JournalException(
                    "'" + logJson() + "' is missing or not of format interlock-record/1"));
  }

  /**
   * The origin that {@code log.json} names.
   *
   * @throws JournalException if it is not of its form or not there
   */
  String originOrRefuse() {
    return aboutOrRefuse().origin();
  }

  /** The sizes of all heads, smallest first. */
  long[] headSizes() {
    return sizes(HEAD);
  }

  /** The sizes of all heads that have a signed note, smallest first. */
  long[] noteSizes() {
    return sizes(NOTE);
  }

  private long[] sizes(Pattern names) {
    if (!Files.isDirectory(heads())) {
      return new long[0];
    }
    try (Stream<Path> files = Files.list(heads())) {
      return files
          .map(file -> names.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .sorted()
          .toArray();
    } catch (IOException e) {
      throw new JournalException("the heads in '" + dir + "' cannot be listed", e);
    }
  }

  /** Whether a text is the digest of a file as its name says it. */
  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /** What a side file holds, if it is there and its content has this digest. */
  Optional<byte[]> kept(Side side, String sha256) {
    int most = side == Side.BLOB ? MOST_OF_BLOB : MOST_BYTES;
    return isDigest(sha256)
        ? read(side(side, sha256), most)
            .filter(content -> Digests.sha256Hex(content).equals(sha256))
        : Optional.empty();
  }

  /** The bytes of a file that keeps some, and not more than any writer writes; else nothing. */
  Optional<byte[]> read(Path file) {
    return read(file, MOST_BYTES);
  }

  private static Optional<byte[]> read(Path file, int most) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= most
          ? Optional.of(SmallFile.read(file, most))
          : Optional.empty();
    } catch (IOException e) {
      throw new JournalException("'" + file + "' cannot be read", e);
    }
  }

  /** The largest of these sizes. */
  static long largest(long[] sizes) {
    return Arrays.stream(sizes).max().orElse(0);
  }
}
