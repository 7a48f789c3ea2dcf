package dev.interlock.audit;

import dev.interlock.internal.approval.ApprovalText;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An answer that somebody signed, as it stands beside the events. Immutable.
 *
 * @param text what was signed
 * @param signature over it, as {@code ssh-keygen} writes it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes of files, which nobody changes
record ApprovalFile(byte[] text, byte[] signature) {
  private static final int MOST_BYTES = 1 << 16;
  private static final String NEVER = "none";

  /** How the lines begin whose rest says what was asked. */
  private static final List<String> ITEMS =
      List.of(
          "origin ",
          "run ",
          "workflow ",
          "gate ",
          "shown ",
          "head ",
          "decision ",
          "role ",
          "principal ",
          "nonce ",
          "not-after ");

  /** What stands under this name; empty if text or signature are not there, or are too large. */
  static Optional<ApprovalFile> read(LogFolder folder, String name) {
    Path text = folder.approvals().resolve(name);
    Path signature = LogFolder.signatureOf(text);
    if (!LogFolder.isApproval(name) || !Files.exists(text) || !Files.exists(signature)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ApprovalFile(
              SmallFile.read(text, MOST_BYTES), SmallFile.read(signature, MOST_BYTES)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with it, whatever it answers; empty if it is of its form and of this log. */
  Optional<String> problem(String origin, String nonce) {
    Optional<ApprovalText> read = parse();
    if (read.isEmpty()) {
      return Optional.of("is no approval text");
    }
    boolean mine =
        read.get().about().origin().equals(origin) && read.get().about().nonce().equals(nonce);
    if (!mine) {
      return Optional.of("is of another log, or answers another presentation than its name says");
    }
    try {
      SshSignature.parse(signature);
      return Optional.empty();
    } catch (Malformed e) {
      return Optional.of("has a signature that is none: " + e.sentence());
    }
  }

  /** What it says, whatever was asked. */
  private Optional<ApprovalText> parse() {
    String[] lines = new String(text, StandardCharsets.US_ASCII).split("\n", -1);
    if (lines.length < ITEMS.size() + 1) {
      return Optional.empty();
    }
    String[] said = new String[ITEMS.size()];
    for (int i = 0; i < said.length; i++) {
      String item = ITEMS.get(i);
      if (!lines[i + 1].startsWith(item)) {
        return Optional.empty();
      }
      said[i] = lines[i + 1].substring(item.length());
    }
    return about(said).flatMap(about -> ApprovalText.parse(text, about));
  }

  private static Optional<ApprovalText.About> about(String... said) {
    String[] workflow = said[2].split(" ", 2);
    String[] gate = said[3].split(" ", 2);
    if (workflow.length < 2 || gate.length < 2) {
      return Optional.empty();
    }
    try {
      Optional<Instant> notAfter =
          said[10].equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(said[10]));
      int attempt = Integer.parseInt(gate[1]);
      return Optional.of(
          new ApprovalText.About(
              said[0],
              said[1],
              workflow[0],
              workflow[1],
              gate[0],
              attempt,
              said[4],
              said[9],
              notAfter));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApprovalFile file
        && Arrays.equals(text, file.text)
        && Arrays.equals(signature, file.signature);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
