package dev.interlock.internal.sshsig;

import dev.interlock.internal.log.HashTree;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A signature as {@code ssh-keygen -Y sign} makes it; two are equal if their bytes are. Immutable.
 *
 * <p>That there is one says nothing yet: see {@link #verify} and {@link AllowedSigners#check}.
 */
public final class SshSignature {
  private static final String MAGIC = "SSHSIG";
  private static final int VERSION = 1;
  private static final int USER_PRESENT = 0x01;
  private static final int USER_VERIFIED = 0x04;

  private final byte[] blob;
  private final SshPublicKey publicKey;
  private final String namespace;
  private final Hash hash;
  private final Raw raw;

  private SshSignature(byte[] blob, SshPublicKey publicKey, String namespace, Hash hash, Raw raw) {
    this.blob = blob;
    this.publicKey = publicKey;
    this.namespace = namespace;
    this.hash = hash;
    this.raw = raw;
  }

  /** How the message is hashed before it is signed. Immutable. */
  public enum Hash {
    /** SHA-256, which is read and never written. */
    SHA256("sha256"),
    /** SHA-512, OpenSSH's own choice. */
    SHA512("sha512");

    private final String wireName;

    Hash(String wireName) {
      this.wireName = wireName;
    }

    /** What SSH calls it. */
    public String wireName() {
      return wireName;
    }

    private static Hash named(String name) throws Malformed {
      return Stream.of(values())
          .filter(hash -> hash.wireName.equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new Malformed(
                      "the signature's hash "
                          + Malformed.quoted(name)
                          + " is neither 'sha512' nor 'sha256'"));
    }

    private byte[] of(byte[] message) {
      MessageDigest digest = this == SHA256 ? HashTree.sha256() : Sha512.digest();
      return digest.digest(message);
    }
  }

  /** What the key itself made: the signature as the JDK takes it, and what a device adds. */
  @SuppressWarnings("ArrayRecordComponent") // never shared, never compared
  private record Raw(byte[] signature, int flags, int counter) {}

  /**
   * Reads the text that {@code ssh-keygen -Y sign} writes.
   *
   * @throws Malformed if it is anything else; no two texts are the same signature
   */
  public static SshSignature parse(byte[] armoured) throws Malformed {
    return ofBlob(Armour.SIGNATURE.read(armoured));
  }

  /**
   * Reads the bytes within the armour.
   *
   * @throws Malformed if they are no signature of version 1 by a key of a supported kind
   */
  public static SshSignature ofBlob(byte[] blob) throws Malformed {
    WireReader in = new WireReader(blob, "the signature");
    in.literal(MAGIC);
    Malformed.require(in.uint32() == VERSION, "the signature is not of version 1");
    SshPublicKey key = SshPublicKey.ofBlob(in.string());
    final String namespace = in.word("its namespace");
    in.string(0, "what is reserved");
    final Hash hash = Hash.named(in.word("its hash"));
    Raw raw = raw(in.string(), key.kind());
    in.end();
    return new SshSignature(blob.clone(), key, namespace, hash, raw);
  }

  private static Raw raw(byte[] bytes, SshPublicKey.Kind kind) throws Malformed {
    WireReader in = new WireReader(bytes, "the signature");
    Malformed.require(
        in.word("its kind").equals(kind.wireName()),
        "the signature is of another kind than its key");
    byte[] signature =
        kind == SshPublicKey.Kind.SK_ECDSA_P256
            ? NistP256.signature(in.string())
            : ed25519(in.string(Ed25519.SIGNATURE_LENGTH, "what Ed25519 made"));
    int flags = kind.isSecurityKey() ? in.octet() : 0;
    int counter = kind.isSecurityKey() ? in.uint32() : 0;
    in.end();
    return new Raw(signature, flags, counter);
  }

  private static byte[] ed25519(byte[] signature) throws Malformed {
    Ed25519.ordinate(signature);
    return signature;
  }

  /** A signature by a key in a file; what it is made over is {@link #toSign}. */
  static SshSignature by(SshPublicKey key, String namespace, byte[] signed) throws Malformed {
    byte[] raw = new Wire().string(key.kind().wireName()).string(signed).bytes();
    return ofBlob(
        new Wire()
            .raw(Wire.ascii(MAGIC))
            .uint32(VERSION)
            .string(key.blob())
            .string(namespace)
            .string("")
            .string(Hash.SHA512.wireName)
            .string(raw)
            .bytes());
  }

  /** The bytes that are signed in place of a message. */
  static byte[] toSign(String namespace, Hash hash, byte[] message) {
    return new Wire()
        .raw(Wire.ascii(MAGIC))
        .string(namespace)
        .string("")
        .string(hash.wireName)
        .string(hash.of(message))
        .bytes();
  }

  /**
   * Whether the holder of the key signed this message for this purpose, and, where the key is a
   * security key, somebody touched it. {@code ssh-keygen -Y verify} does not look whether anybody
   * did (seen with OpenSSH 9.2).
   */
  public boolean verify(String expectedNamespace, byte[] message) {
    if (!namespace.equals(expectedNamespace)) {
      return false;
    }
    byte[] signed = toSign(namespace, hash, message);
    if (!publicKey.kind().isSecurityKey()) {
      return publicKey.verifies(signed, raw.signature);
    }
    return touched() && publicKey.verifies(byDevice(signed), raw.signature);
  }

  /** What a security key signs in place of the bytes that it is given. */
  private byte[] byDevice(byte[] signed) {
    return new Wire()
        .raw(HashTree.sha256().digest(Wire.ascii(publicKey.application())))
        .octet(raw.flags)
        .uint32(raw.counter)
        .raw(HashTree.sha256().digest(signed))
        .bytes();
  }

  /** Whether it says that somebody touched the security key; never of a key in a file. */
  public boolean touched() {
    return (raw.flags & USER_PRESENT) != 0;
  }

  /** Whether it says that the security key knew its user, by PIN or finger. */
  public boolean verified() {
    return (raw.flags & USER_VERIFIED) != 0;
  }

  /** The key that it claims to be made with. */
  public SshPublicKey publicKey() {
    return publicKey;
  }

  /** The purpose that it claims to be made for. */
  public String namespace() {
    return namespace;
  }

  /** How the message was hashed. */
  public Hash hash() {
    return hash;
  }

  /** The text that {@code ssh-keygen -Y verify} reads. */
  public byte[] armoured() {
    return Armour.SIGNATURE.write(blob);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SshSignature that && Arrays.equals(blob, that.blob);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(blob);
  }

  /** Its namespace and key. */
  @Override
  public String toString() {
    return namespace + " by " + publicKey;
  }
}
