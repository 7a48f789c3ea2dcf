package dev.interlock.cli;

import dev.interlock.People;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Public keys of people, as OpenSSH writes them: kind, base64 and perhaps a comment. */
final class PublicKeys {
  private static final int MOST_BYTES = 8 * 1024;

  private PublicKeys() {}

  /**
   * The key of a {@code .pub} file, without its comment; whether it is one is looked at later.
   *
   * @throws Mistake if the file is something else
   */
  static People.Key read(Path file) {
    String[] words = content(file).strip().split("[ \t]+", 3);
    if (words.length < 2 || words[1].contains("\n") || words[0].startsWith("-----")) {
      throw new Mistake("'" + file + "' holds no public key; name the file that ends in .pub");
    }
    return new People.Key(words[0] + " " + words[1], People.Validity.always());
  }

  private static String content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new Mistake("there is no file '" + file + "'");
    } catch (IOException e) {
      throw new Mistake("'" + file + "' cannot be read: " + e);
    }
  }

  /** Its kind and fingerprint. */
  static String shown(String key) {
    return key.split(" ", 2)[0] + " " + fingerprint(key);
  }

  /** What {@code ssh-keygen -l} says of it: {@code SHA256:...}. */
  static String fingerprint(String key) {
    try {
      byte[] blob = Base64.getDecoder().decode(key.split(" ", 3)[1]);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
