package dev.interlock.audit.export;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.internal.sshsig.SshPublicKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes with the signatures over them: an envelope of DSSE 1.0, signed by Ed25519. Nothing is
 * verified when it is read. Immutable.
 */
public final class Dsse {
  /** The most bytes that are read. */
  public static final int MAX_BYTES = 1 << 24;

  private static final StrictJson JSON = StrictJson.ofValues();
  private static final String TYPE = "payloadType";
  private static final String PAYLOAD = "payload";
  private static final String SIGNATURES = "signatures";
  private static final String KEY_ID = "keyid";
  private static final String SIGNATURE = "sig";
  private static final int MOST_SIGNATURES = 64;
  private static final int LONGEST_WORD = 255;

  private final String payloadType;
  private final byte[] payload;
  private final List<Signed> signatures;

  /**
   * One signature; who made it is only claimed.
   *
   * @param keyId what names the key, or nothing
   * @param signature as it stands there
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared, never compared
  private record Signed(String keyId, byte[] signature) {}

  private Dsse(String payloadType, byte[] payload, List<Signed> signatures) {
    this.payloadType = payloadType;
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  /** Signs a payload with one key. */
  public static Dsse signed(String payloadType, byte[] payload, SshPrivateKey key) {
    byte[] signature = key.signBare(pae(payloadType, payload));
    Signed by = new Signed(key.publicKey().fingerprint(), signature);
    return new Dsse(payloadType, payload.clone(), List.of(by));
  }

  /**
   * Reads an envelope: these fields and no others, none twice, base64 in its one form.
   *
   * @throws MalformedDsseException if the bytes are none, or too many
   */
  public static Dsse parse(byte[] bytes) throws MalformedDsseException {
    require(bytes.length <= MAX_BYTES, "it has more than " + MAX_BYTES + " bytes");
    Map<String, Object> fields = object(bytes);
    require(
        fields.keySet().equals(Set.of(TYPE, PAYLOAD, SIGNATURES)),
        "it must have 'payloadType', 'payload' and 'signatures', and nothing else");
    String type = text(fields, TYPE);
    require(type.matches("[!-~]{1," + LONGEST_WORD + "}"), "'payloadType' is not of its form");
    return new Dsse(type, base64(fields, PAYLOAD), signatures(fields.get(SIGNATURES)));
  }

  private static List<Signed> signatures(@Nullable Object value) throws MalformedDsseException {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST_SIGNATURES) {
      throw malformed("'signatures' is no list of 1 to " + MOST_SIGNATURES);
    }
    List<Signed> signatures = new ArrayList<>();
    for (Object each : list) {
      signatures.add(signature(each));
    }
    return signatures;
  }

  private static Map<String, Object> object(byte[] bytes) throws MalformedDsseException {
    try {
      return JSON.readTree(bytes);
    } catch (IllegalArgumentException e) {
      throw new MalformedDsseException("the envelope is not one strict JSON object");
    }
  }

  private static Signed signature(Object element) throws MalformedDsseException {
    if (!(element instanceof Map<?, ?> fields)) {
      throw malformed("a signature is no object");
    }
    require(
        fields.keySet().equals(Set.of(KEY_ID, SIGNATURE)),
        "a signature must have 'keyid' and 'sig', and nothing else");
    String keyId = text(fields, KEY_ID);
    require(keyId.length() <= LONGEST_WORD, "'keyid' is too long");
    return new Signed(keyId, base64(fields, SIGNATURE));
  }

  private static String text(Map<?, ?> fields, String name) throws MalformedDsseException {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw malformed("'" + name + "' is no text");
  }

  private static byte[] base64(Map<?, ?> fields, String name) throws MalformedDsseException {
    String text = text(fields, name);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      require(
          Base64.getEncoder().encodeToString(bytes).equals(text),
          "'" + name + "' is base64 in another form than with padding");
      return bytes;
    } catch (IllegalArgumentException e) {
      throw malformed("'" + name + "' is no base64");
    }
  }

  private static void require(boolean holds, String problem) throws MalformedDsseException {
    if (!holds) {
      throw malformed(problem);
    }
  }

  private static MalformedDsseException malformed(String problem) {
    return new MalformedDsseException("the envelope cannot be read: " + problem);
  }

  /** What the payload is. */
  public String payloadType() {
    return payloadType;
  }

  /** What was signed, a new array; it says nothing unless {@link #signers} names somebody. */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * Those of the allowed keys that signed this type and payload. What a signature says of its key
   * is not believed: each is held against each key.
   */
  public Set<SshPublicKey> signers(Collection<SshPublicKey> allowed) {
    byte[] message = pae(payloadType, payload);
    Set<SshPublicKey> signers = new LinkedHashSet<>();
    for (SshPublicKey key : allowed) {
      if (signatures.stream().anyMatch(by -> key.verifiesBare(message, by.signature))) {
        signers.add(key);
      }
    }
    return signers;
  }

  /** The envelope as it is written: one line without its newline. */
  public byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(TYPE, payloadType);
    fields.put(PAYLOAD, base64.encodeToString(payload));
    fields.put(SIGNATURES, signatures.stream().map(Dsse::fields).toList());
    return JSON.writeTree(fields);
  }

  private static Map<String, String> fields(Signed by) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(KEY_ID, by.keyId);
    fields.put(SIGNATURE, Base64.getEncoder().encodeToString(by.signature));
    return fields;
  }

  /** The bytes that are signed in place of a payload. */
  private static byte[] pae(String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.UTF_8);
    String head = "DSSEv1 " + name.length + " " + type + " " + payload.length + " ";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + payload.length);
    System.arraycopy(payload, 0, all, start.length, payload.length);
    return all;
  }
}
