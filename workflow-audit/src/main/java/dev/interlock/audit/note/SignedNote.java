package dev.interlock.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text with the signatures of those who vouch for it: C2SP signed-note. Nothing is verified when
 * it is read. Immutable.
 *
 * @param text ends in a newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** The most bytes that are read. */
  public static final int MAX_BYTES = 1 << 16;

  private static final int MOST_SIGNATURES = 64;

  /** Copies the list. */
  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /**
   * Reads a note.
   *
   * @throws MalformedNoteException if the bytes are none
   */
  public static SignedNote parse(byte[] bytes) throws MalformedNoteException {
    String all = utf8(bytes);
    int end = all.lastIndexOf("\n\n");
    if (end < 0) {
      throw new MalformedNoteException("the note has no empty line before its signatures");
    }
    return new SignedNote(all.substring(0, end + 1), signatures(all.substring(end + 2)));
  }

  /**
   * Reads signature lines that stand by themselves.
   *
   * @throws MalformedNoteException if there is none, or if the bytes are anything else
   */
  public static List<NoteSignature> parseSignatures(byte[] bytes) throws MalformedNoteException {
    return signatures(utf8(bytes));
  }

  private static String utf8(byte[] bytes) throws MalformedNoteException {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedNoteException(
          "the note has " + bytes.length + " bytes; the most is " + MAX_BYTES);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
        throw new MalformedNoteException("the note has control characters");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new MalformedNoteException("the note is not UTF-8");
    }
  }

  private static List<NoteSignature> signatures(String lines) throws MalformedNoteException {
    if (!lines.endsWith("\n")) {
      throw new MalformedNoteException("the note does not end in a signature and a newline");
    }
    List<String> each = Arrays.asList(lines.substring(0, lines.length() - 1).split("\n", -1));
    if (each.size() > MOST_SIGNATURES) {
      throw new MalformedNoteException("the note has more than 64 signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : each) {
      signatures.add(
          NoteSignature.parse(line)
              .orElseThrow(
                  () -> new MalformedNoteException("a signature of the note is not of its form")));
    }
    return signatures;
  }

  /** The bytes of the text. */
  public byte[] textBytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes of the whole note. */
  public byte[] bytes() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The same with the signatures of another note of this text; of each key the later one stays. */
  public SignedNote with(List<NoteSignature> later) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    for (NoteSignature signature : later) {
      all.removeIf(signature::isOfSameKey);
      all.add(signature);
    }
    return new SignedNote(text, all);
  }
}
