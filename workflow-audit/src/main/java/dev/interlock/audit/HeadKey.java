package dev.interlock.audit;

import dev.interlock.internal.sshsig.KeyFile;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The key with which a log signs its heads: Ed25519, in a file as {@code ssh-keygen} writes it,
 * without a passphrase, which nobody but its owner may read. Immutable.
 *
 * <p>Whoever has it can write heads that verify. It belongs to the user that the engine runs as,
 * outside of what an agent may read. Source of the form: {@code docs/record.md}, "Signatures".
 */
public final class HeadKey {
  /** The purpose that stands in every signature of a head, and in no other. */
  public static final String NAMESPACE = "interlock-head-v1";

  private static final int RAW_KEY = 32;

  private final SshPrivateKey key;

  private HeadKey(SshPrivateKey key) {
    this.key = key;
  }

  /**
   * Reads a key file.
   *
   * @throws WorkflowException if it cannot be read, if others may read or change it ({@code
   *     key.exposed}), or if it holds no such key; the message says what to do
   */
  public static HeadKey read(Path file) {
    try {
      return new HeadKey(KeyFile.at(file).read());
    } catch (IOException | Malformed e) {
      throw new WorkflowException(
          "the key of the heads cannot be used: " + e.getMessage() + " ('" + file + "')", e);
    }
  }

  /**
   * Makes a new key: the file, which only its owner may read, and beside it the public half in
   * {@code <file>.pub}.
   *
   * @throws WorkflowException if one of the two files is there, or if they cannot be written
   */
  public static HeadKey create(Path file) {
    HeadKey made = new HeadKey(SshPrivateKey.of(pair()));
    try {
      refuseIfThere(publicHalf(file));
      KeyFile.at(file).write(made.key, "interlock-head");
      Files.writeString(publicHalf(file), made.publicKey() + "\n", StandardOpenOption.CREATE_NEW);
      return made;
    } catch (FileAlreadyExistsException e) {
      throw new WorkflowException(
          "'" + e.getFile() + "' is there already: a key is never written over", e);
    } catch (IOException | UnsupportedOperationException e) {
      throw new WorkflowException("the key '" + file + "' cannot be written: " + e, e);
    }
  }

  private static void refuseIfThere(Path file) throws FileAlreadyExistsException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  private static java.security.KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new WorkflowException("this Java makes no Ed25519 keys", e);
    }
  }

  static Path publicHalf(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /** The public half as SSH writes it: {@code ssh-ed25519 AAAA...}. */
  public String publicKey() {
    return key.publicKey().text();
  }

  /** What names the key for people: {@code SHA256:...}. */
  public String fingerprint() {
    return key.publicKey().fingerprint();
  }

  /** The line of an allowed signers file that lets this key sign heads, and nothing else. */
  public String allowedSigner() {
    return publicHalf().allowedSigner();
  }

  PublicHeadKey publicHalf() {
    return new PublicHeadKey(key.publicKey());
  }

  /** The same key for the heads that witnesses are handed. */
  public NoteSigner noteSigner() {
    byte[] blob = key.publicKey().blob();
    byte[] raw = Arrays.copyOfRange(blob, blob.length - RAW_KEY, blob.length);
    return new NoteSigner() {
      @Override
      public byte[] publicKey() {
        return raw.clone();
      }

      @Override
      public byte[] sign(byte[] message) {
        return key.signBare(message);
      }
    };
  }

  /** The key itself, for what else the log signs. */
  SshPrivateKey ssh() {
    return key;
  }

  /** The armoured signature over the text of a head. */
  byte[] sign(Head head) {
    return key.sign(NAMESPACE, head.text().getBytes(StandardCharsets.US_ASCII)).armoured();
  }

  /** Says which key it is, and nothing of its private half. */
  @Override
  public String toString() {
    return fingerprint();
  }
}
