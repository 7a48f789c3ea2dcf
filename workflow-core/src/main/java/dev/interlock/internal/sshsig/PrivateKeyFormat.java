package dev.interlock.internal.sshsig;

import dev.interlock.internal.log.HashTree;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of {@code openssh-key-v1}, for one Ed25519 key without a passphrase. */
final class PrivateKeyFormat {
  private static final String MAGIC = "openssh-key-v1\0";
  private static final String WHAT = "the private key";
  private static final String NONE = "none";
  private static final String ED25519 = SshPublicKey.Kind.ED25519.wireName();
  private static final int BLOCK = 8;

  private PrivateKeyFormat() {}

  static byte[] write(SshPublicKey publicKey, byte[] seed, String comment) {
    byte[] point = point(publicKey);
    int check = ByteBuffer.wrap(HashTree.sha256().digest(point)).getInt();
    Wire secret =
        new Wire()
            .uint32(check)
            .uint32(check)
            .string(ED25519)
            .string(point)
            .string(new Wire().raw(seed).raw(point).bytes())
            .string(comment);
    for (int i = 1; secret.size() % BLOCK != 0; i++) {
      secret.octet(i);
    }
    return new Wire()
        .raw(Wire.ascii(MAGIC))
        .string(NONE)
        .string(NONE)
        .string("")
        .uint32(1)
        .string(publicKey.blob())
        .string(secret.bytes())
        .bytes();
  }

  private static byte[] point(SshPublicKey publicKey) {
    byte[] blob = publicKey.blob();
    return Arrays.copyOfRange(blob, blob.length - Ed25519.KEY_LENGTH, blob.length);
  }

  static SshPrivateKey read(byte[] bytes) throws Malformed {
    WireReader in = new WireReader(bytes, WHAT);
    in.literal(MAGIC);
    String cipher = in.word("its cipher");
    String derivation = in.word("how its passphrase is used");
    Malformed.require(
        cipher.equals(NONE) && derivation.equals(NONE),
        "the private key is protected by a passphrase, which nobody is there to type;"
            + " make a key without one: ssh-keygen -t ed25519 -N '' -f FILE");
    in.string(0, "what goes with no passphrase");
    Malformed.require(in.uint32() == 1, "the file does not hold exactly one private key");
    SshPublicKey publicKey = SshPublicKey.ofBlob(in.string());
    Malformed.require(
        publicKey.kind() == SshPublicKey.Kind.ED25519,
        "the private key stays in its security key; let it sign: ssh-keygen -Y sign -f FILE");
    SshPrivateKey key = secret(in.string());
    in.end();
    Malformed.require(
        key.publicKey().equals(publicKey), "the file's public key is not that of its private key");
    return key;
  }

  private static SshPrivateKey secret(byte[] bytes) throws Malformed {
    WireReader in = new WireReader(bytes, WHAT);
    int check = in.uint32();
    Malformed.require(in.uint32() == check, "the private key's check numbers differ");
    Malformed.require(in.word("its kind").equals(ED25519), "the private key is not of Ed25519");
    byte[] point = in.string(Ed25519.KEY_LENGTH, "its point");
    byte[] both = in.string(2 * Ed25519.KEY_LENGTH, "its secret");
    in.string();
    requirePadding(in, bytes.length);
    byte[] again = Arrays.copyOfRange(both, Ed25519.KEY_LENGTH, both.length);
    Malformed.require(
        Arrays.equals(point, again), "the private key holds two public keys that differ");
    return SshPrivateKey.of(Arrays.copyOf(both, Ed25519.KEY_LENGTH), point);
  }

  private static void requirePadding(WireReader in, int size) throws Malformed {
    int length = in.left();
    boolean counts = length < BLOCK && size % BLOCK == 0;
    for (int i = 1; i <= length; i++) {
      counts &= in.octet() == i;
    }
    Malformed.require(counts, "the private key does not end as one does");
  }
}
