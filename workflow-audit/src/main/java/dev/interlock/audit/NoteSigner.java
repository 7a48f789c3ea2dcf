package dev.interlock.audit;

import dev.interlock.audit.note.Ed25519;
import dev.interlock.record.WorkflowException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;

/**
 * The key with which a log signs its heads for witnesses: one of Ed25519, in the hands of the host.
 * Safe for many threads.
 */
public interface NoteSigner {

  /** The public key, 32 bytes. */
  byte[] publicKey();

  /**
   * The Ed25519 signature over these bytes, 64 bytes.
   *
   * @throws GeneralSecurityException if there is none
   */
  byte[] sign(byte[] message) throws GeneralSecurityException;

  /**
   * A signer that has the key in memory.
   *
   * @throws WorkflowException if it is not one of Ed25519
   */
  static NoteSigner of(KeyPair pair) {
    byte[] raw;
    try {
      raw = Ed25519.raw(pair.getPublic());
      Ed25519.sign(pair.getPrivate(), raw);
    } catch (GeneralSecurityException e) {
      throw new WorkflowException("a log signs its heads with an Ed25519 key pair", e);
    }
    return new NoteSigner() {
      @Override
      public byte[] publicKey() {
        return raw.clone();
      }

      @Override
      public byte[] sign(byte[] message) throws GeneralSecurityException {
        return Ed25519.sign(pair.getPrivate(), message);
      }
    };
  }
}
