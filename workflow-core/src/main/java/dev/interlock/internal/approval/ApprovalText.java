package dev.interlock.internal.approval;

import dev.interlock.internal.log.HashTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is signed to answer a gate: one item a line, in a fixed order. What the approver reads is
 * what the approver signs, so that no two texts mean the same answer. Immutable.
 *
 * @param about what is asked, and of which run
 * @param head what the log was when the text was written
 * @param answer {@code approved} or {@code denied}
 * @param role the role in which it is answered
 * @param principal who answers
 */
public record ApprovalText(About about, Head head, String answer, String role, String principal) {
  /** What a signature over such a text is made for. */
  public static final String NAMESPACE = "interlock-approval-v1";

  private static final String FIRST = "interlock-approval v1";
  private static final String ANSWERS = "approved|denied";
  private static final String NEVER = "none";
  private static final int MOST_BYTES = 8_192;

  /** What each line says. */
  private static final List<String> ITEMS =
      List.of(
          "version",
          "origin",
          "run",
          "workflow",
          "gate or attempt",
          "shown",
          "head",
          "decision",
          "role",
          "principal",
          "nonce",
          "not-after");

  /** Where the lines begin that the approver's side writes, and how many there are. */
  private static final int HEAD_LINE = 6;

  private static final int FREE_LINES = 4;
  private static final Pattern HEAD =
      Pattern.compile("head (0|[1-9][0-9]{0,17}) ([0-9A-Za-z+/=]{44})");
  private static final Pattern ANSWER = Pattern.compile("decision (" + ANSWERS + ")");
  private static final Pattern ROLE = Pattern.compile("role ([!-~]{1,100})");
  private static final Pattern PRINCIPAL = Pattern.compile("principal ([!-~]{1,200})");

  /**
   * What is asked.
   *
   * @param origin the log
   * @param run the run
   * @param workflow the name of its workflow
   * @param definition the digest of its definition, 64 hex digits
   * @param gate the gate's path
   * @param attempt which presentation it answers, from 1
   * @param shown the digest of what was shown, 64 hex digits
   * @param nonce names the presentation
   * @param notAfter when the gate's time is over, if it has one
   */
  public record About(
      String origin,
      String run,
      String workflow,
      String definition,
      String gate,
      int attempt,
      String shown,
      String nonce,
      Optional<Instant> notAfter) {}

  /**
   * What a log was at some time.
   *
   * @param size how many lines it had
   * @param root their tree hash, base64
   */
  public record Head(long size, String root) {
    /** What every log was before its first line. */
    public static Head none() {
      return new Head(0, Base64.getEncoder().encodeToString(new HashTree().root()));
    }
  }

  /** The bytes that are signed: ASCII, each line ended by one LF. */
  public byte[] bytes() {
    return (String.join(
                "\n",
                FIRST,
                "origin " + about.origin(),
                "run " + about.run(),
                "workflow " + about.workflow() + " " + about.definition(),
                "gate " + about.gate() + " " + about.attempt(),
                "shown " + about.shown(),
                "head " + head.size() + " " + head.root(),
                "decision " + answer,
                "role " + role,
                "principal " + principal,
                "nonce " + about.nonce(),
                "not-after " + about.notAfter().map(Instant::toString).orElse(NEVER))
            + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads a text that answers what is asked.
   *
   * @return empty if these bytes are anything else, be it by one byte; {@link #difference} says by
   *     what
   */
  public static Optional<ApprovalText> parse(byte[] bytes, About about) {
    List<String> lines = lines(bytes);
    if (lines.size() != ITEMS.size() + 1) {
      return Optional.empty();
    }
    Matcher head = HEAD.matcher(lines.get(HEAD_LINE));
    Matcher answer = ANSWER.matcher(lines.get(HEAD_LINE + 1));
    Matcher role = ROLE.matcher(lines.get(HEAD_LINE + 2));
    Matcher principal = PRINCIPAL.matcher(lines.get(HEAD_LINE + 3));
    if (!head.matches() || !answer.matches() || !role.matches() || !principal.matches()) {
      return Optional.empty();
    }
    Head then = new Head(Long.parseLong(head.group(1)), head.group(2));
    return Optional.of(
            new ApprovalText(about, then, answer.group(1), role.group(1), principal.group(1)))
        .filter(text -> Arrays.equals(text.bytes(), bytes));
  }

  /**
   * What in these bytes keeps them from answering what is asked, in a word or two; empty if nothing
   * does.
   */
  public static Optional<String> difference(byte[] bytes, About about) {
    if (parse(bytes, about).isPresent()) {
      return Optional.empty();
    }
    List<String> lines = lines(bytes);
    List<String> wanted = lines(new ApprovalText(about, Head.none(), "", "", "").bytes());
    for (int i = 0; i < Math.min(lines.size(), ITEMS.size()); i++) {
      boolean free = i >= HEAD_LINE && i < HEAD_LINE + FREE_LINES;
      if (!free && !lines.get(i).equals(wanted.get(i))) {
        return Optional.of(ITEMS.get(i));
      }
    }
    return Optional.of("form");
  }

  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return bytes.length > MOST_BYTES ? List.of() : List.of(text.split("\n", -1));
  }
}
