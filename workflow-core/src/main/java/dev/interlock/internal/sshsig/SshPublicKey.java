package dev.interlock.internal.sshsig;

import dev.interlock.internal.log.HashTree;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A public key as SSH writes it; two are equal if their bytes are. Immutable.
 *
 * <p>A point that is not on its curve, or that is no key though it is on it, is never one of these.
 */
public final class SshPublicKey {
  private final Kind kind;
  private final byte[] blob;
  private final PublicKey key;
  private final String application;

  private SshPublicKey(Kind kind, byte[] blob, PublicKey key, String application) {
    this.kind = kind;
    this.blob = blob;
    this.key = key;
    this.application = application;
  }

  /** The kinds of key that may sign. Immutable. */
  public enum Kind {
    /** Ed25519 in a file. */
    ED25519("ssh-ed25519"),
    /** Ed25519 in a security key. */
    SK_ED25519("sk-ssh-ed25519@openssh.com"),
    /** ECDSA over P-256 in a security key. */
    SK_ECDSA_P256("sk-ecdsa-sha2-nistp256@openssh.com");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    /** What SSH calls it. */
    public String wireName() {
      return wireName;
    }

    /** Whether the key never leaves a device that a person can be asked to touch. */
    public boolean isSecurityKey() {
      return this != ED25519;
    }

    static Kind named(String name) throws Malformed {
      return Stream.of(values())
          .filter(kind -> kind.wireName.equals(name))
          .findFirst()
          .orElseThrow(() -> new Malformed(notSupported(name)));
    }

    private static String notSupported(String name) {
      return Stream.of(values())
          .map(kind -> kind.wireName)
          .collect(
              Collectors.joining(
                  ", ",
                  "keys of the kind " + Malformed.quoted(name) + " are not supported; these are: ",
                  ""));
    }
  }

  /**
   * Reads the line of a {@code .pub} file: kind, base64, and a comment that is not kept.
   *
   * @throws Malformed if it is no such line, or of another kind of key
   */
  public static SshPublicKey parse(String line) throws Malformed {
    Malformed.require(line.length() <= Malformed.MOST_BYTES, "the public key is too long for one");
    Malformed.require(
        line.chars().noneMatch(Character::isISOControl), "the public key is not of one line");
    String[] parts = line.split(" ", 3);
    Kind kind = Kind.named(parts[0]);
    Malformed.require(parts.length > 1, "the public key has a kind and nothing else");
    SshPublicKey key = ofBlob(base64(parts[1]));
    Malformed.require(key.kind == kind, "the public key is not of the kind that its line says");
    return key;
  }

  private static byte[] base64(String text) throws Malformed {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      Malformed.require(
          Base64.getEncoder().encodeToString(bytes).equals(text),
          "the public key's base64 has bits that mean nothing");
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new Malformed("the public key holds something that is no base64");
    }
  }

  /**
   * Reads the bytes that SSH sends and signs.
   *
   * @throws Malformed if they are no key, or one of another kind
   */
  public static SshPublicKey ofBlob(byte[] blob) throws Malformed {
    WireReader in = new WireReader(blob, "the public key");
    Kind kind = Kind.named(in.word("its kind"));
    PublicKey key =
        switch (kind) {
          case ED25519, SK_ED25519 ->
              Ed25519.publicKey(in.string(Ed25519.KEY_LENGTH, "the point of Ed25519"));
          case SK_ECDSA_P256 -> p256(in);
        };
    String application = kind.isSecurityKey() ? in.word("its application") : "";
    in.end();
    return new SshPublicKey(kind, blob.clone(), key, application);
  }

  private static PublicKey p256(WireReader in) throws Malformed {
    String curve = in.word("its curve");
    Malformed.require(curve.equals("nistp256"), "the public key is not of the curve 'nistp256'");
    return NistP256.publicKey(in.string(NistP256.KEY_LENGTH, "the point of P-256"));
  }

  /** What kind of key it is. */
  public Kind kind() {
    return kind;
  }

  /** Its bytes, a new array. */
  public byte[] blob() {
    return blob.clone();
  }

  /** Kind and base64, as a {@code .pub} file has them, without a comment. */
  public String text() {
    return kind.wireName + " " + Base64.getEncoder().encodeToString(blob);
  }

  /** {@code SHA256:} and 43 characters, as {@code ssh-keygen -l} prints them. */
  public String fingerprint() {
    byte[] hash = HashTree.sha256().digest(blob);
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  /** What a security key was enrolled for; empty for a key in a file. */
  String application() {
    return application;
  }

  /** Whether the holder of this key signed these bytes; the signature is as the JDK takes it. */
  boolean verifies(byte[] message, byte[] signature) {
    Algorithm algorithm = kind == Kind.SK_ECDSA_P256 ? NistP256.ALGORITHM : Ed25519.ALGORITHM;
    return algorithm.verifies(key, message, signature);
  }

  /**
   * Whether the holder of this key signed these bytes and nothing around them, in forms other than
   * SSH's; only of a key in a file.
   *
   * @param signature 64 bytes
   */
  public boolean verifiesBare(byte[] message, byte[] signature) {
    return kind == Kind.ED25519
        && signature.length == Ed25519.SIGNATURE_LENGTH
        && verifies(message, signature);
  }

  /** {@code SubjectPublicKeyInfo} in DER, as openssl reads it. */
  public byte[] subjectPublicKeyInfo() {
    return key.getEncoded();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshPublicKey that && Arrays.equals(blob, that.blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blob);
  }

  /** Its kind and fingerprint. */
  @Override
  public String toString() {
    return kind.wireName + " " + fingerprint();
  }
}
