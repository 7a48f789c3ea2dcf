package dev.interlock.internal.sshsig;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Keys and bytes for tests. */
final class Keys {
  private Keys() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(256);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static SshPrivateKey fresh() {
    return SshPrivateKey.of(pair("Ed25519"));
  }

  /** A line of an allowed signers file. */
  static String line(String before, SshPublicKey key) {
    return before + " " + key.text() + "\n";
  }
}
