package dev.interlock.audit;

import dev.interlock.internal.sshsig.AllowedSigners;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.record.WorkflowException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets one key end and another begin in the text of an allowed signers file. All other lines stay
 * as they are.
 *
 * @param ending the key that signs no more
 * @param beginning the key that signs from now on
 * @param now when
 */
record SignersEdit(PublicHeadKey ending, PublicHeadKey beginning, Instant now) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern LINE =
      Pattern.compile("[ \t]*((?:\"[^\"]*\"|[^\" \t#])+)[ \t]+(?:(.*?)[ \t]+)??(ssh-ed25519 .*)");
  private static final String BEFORE = "valid-before=";

  /** Until when the one key is valid: the next whole second. */
  private String until() {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    return TIME.format(second.equals(now) ? now : second.plusSeconds(1));
  }

  /** The line of the key that ends, where there is no other. */
  String ended() {
    return ending.allowedSigner("interlock", BEFORE + "\"" + until() + "\",");
  }

  /** The line of the key that begins, from this whole second on. */
  String begun(String principal) {
    return beginning.allowedSigner(principal, "valid-after=\"" + TIME.format(now) + "\",");
  }

  /**
   * The file with both lines; the same if they are there already.
   *
   * @throws WorkflowException if no line of it lets the one key sign heads, or if it is not of its
   *     form
   */
  byte[] apply(byte[] file) {
    boolean over = !maySign(file, ending);
    if (over && !maySign(file, beginning)) {
      refuseUnlessNamed(file, ending, now);
    }
    List<String> lines = new ArrayList<>();
    String principal = "interlock";
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
      Matcher parts = LINE.matcher(line);
      boolean ends = parts.matches() && isOf(parts.group(3), ending);
      principal = ends ? parts.group(1) : principal;
      lines.add(ends && !over ? ended(parts) : line);
    }
    if (!maySign(file, beginning)) {
      int last = lines.get(lines.size() - 1).isEmpty() ? lines.size() - 1 : lines.size();
      lines.add(last, begun(principal));
    }
    byte[] changed = text(lines);
    refuseUnlessDone(changed, over);
    return changed;
  }

  /**
   * Makes sure that a key may sign heads.
   *
   * @throws WorkflowException if no line of the file lets it
   */
  static void refuseUnlessNamed(byte[] file, PublicHeadKey key, Instant now) {
    if (!maySign(file, key, now)) {
      throw new WorkflowException("no line of it lets " + key + " sign heads now");
    }
  }

  private static byte[] text(List<String> lines) {
    String text = String.join("\n", lines);
    return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isOf(String keyAndComment, PublicHeadKey key) {
    return (keyAndComment + " ").startsWith(key.publicKey() + " ");
  }

  private String ended(Matcher line) {
    String options = line.group(2) == null ? "" : line.group(2);
    String limit = BEFORE + "\"" + until() + "\"";
    String ended =
        options.contains(BEFORE)
            ? options.replaceFirst(BEFORE + "\"[^\"]*\"", limit)
            : options.isEmpty() ? limit : options + "," + limit;
    return line.group(1) + " " + ended + " " + line.group(3);
  }

  private boolean maySign(byte[] file, PublicHeadKey key) {
    return maySign(file, key, now);
  }

  private static boolean maySign(byte[] file, PublicHeadKey key, Instant at) {
    try {
      return !AllowedSigners.parse(file, ZoneId.systemDefault())
          .principals(key.ssh(), HeadKey.NAMESPACE, at)
          .isEmpty();
    } catch (Malformed e) {
      throw new WorkflowException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What was written is read again: a line of an unusual form is changed by hand. */
  private void refuseUnlessDone(byte[] changed, boolean over) {
    boolean done =
        !maySign(changed, ending, now.plusSeconds(2))
            && (over || maySign(changed, ending))
            && maySign(changed, beginning);
    if (!done) {
      throw new WorkflowException(
          "its line of " + ending + " is of a form that is changed by hand only");
    }
  }
}
