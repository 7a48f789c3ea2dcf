package dev.interlock.cli;

import dev.interlock.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an answer that was signed elsewhere: the text, and the signature beside it. */
final class SignedFiles {
  private static final String ENDING = ".sig";

  /** Both are short; what is longer is none. */
  private static final int MOST_BYTES = 64 * 1024;

  private SignedFiles() {}

  /**
   * What was signed, and the signature.
   *
   * @param text the file of the text, if it is not the signature's without its ending
   * @throws Mistake if one of them cannot be read
   */
  static Decision.Proof.Signature read(Path signature, Optional<Path> text) {
    Path signed = text.orElseGet(() -> beside(signature));
    return new Decision.Proof.Signature(content(signed), content(signature));
  }

  private static Path beside(Path signature) {
    String name = String.valueOf(signature.getFileName());
    if (!name.endsWith(ENDING) || name.length() == ENDING.length()) {
      throw new Mistake(
          "'" + signature + "' does not end in .sig; name what was signed with --text FILE");
    }
    return signature.resolveSibling(name.substring(0, name.length() - ENDING.length()));
  }

  private static String content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Mistake("'" + file + "' is too long to be part of a signed answer");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new Mistake("there is no file '" + file + "'; nothing was handed in");
    } catch (IOException e) {
      throw new Mistake("'" + file + "' cannot be read: " + e + "; nothing was handed in");
    }
  }

  /** What stands behind this word in a line of a signed text, if it does. */
  static Optional<String> said(Decision.Proof.Signature signed, String word) {
    return Pattern.compile("^" + word + " ([!-~]{1,600})(?: [!-~]+)?$", Pattern.MULTILINE)
        .matcher(signed.text())
        .results()
        .map(line -> line.group(1))
        .findFirst();
  }
}
