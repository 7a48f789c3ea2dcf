package dev.interlock.internal.sshsig;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.KeySpec;

/**
 * An algorithm of the JDK, by the provider that was first when it was asked for, so that one that
 * comes later is asked for nothing. Safe for many threads.
 */
final class Algorithm {
  private final String name;
  private final Provider provider;
  private final KeyFactory keys;

  private Algorithm(String name, Provider provider, KeyFactory keys) {
    this.name = name;
    this.provider = provider;
    this.keys = keys;
  }

  /**
   * Looks it up.
   *
   * @param name of the signature algorithm
   * @param keys the name of its kind of key
   */
  static Algorithm of(String name, String keys) {
    try {
      Provider provider = Signature.getInstance(name).getProvider();
      return new Algorithm(name, provider, KeyFactory.getInstance(keys, provider));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + name, e);
    }
  }

  PublicKey publicKey(KeySpec spec) {
    try {
      return keys.generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java takes no public key of " + name, e);
    }
  }

  PrivateKey privateKey(KeySpec spec) {
    try {
      return keys.generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java takes no private key of " + name, e);
    }
  }

  byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(name, provider);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign by " + name, e);
    }
  }

  boolean verifies(PublicKey key, byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(name, provider);
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (SignatureException e) { // numbers out of their range
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot verify by " + name, e);
    }
  }
}
