package dev.interlock.audit;

import dev.interlock.audit.note.Cosignature;
import dev.interlock.audit.note.Cosignatures;
import dev.interlock.audit.note.NoteKey;
import dev.interlock.audit.note.NoteSignature;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Has the heads of a log cosigned by a witness on another machine, over HTTP as C2SP tlog-witness
 * says. The witness looks whether each head goes on from the last one that it saw, and so finds
 * also what the administrator of this machine takes back.
 *
 * <p>A head counts as taken once the cosignature was verified with the key of the witness and is
 * kept beside the head, in {@code heads/<size>.note}. The witness must know the log: tell it the
 * origin and {@link #logKey}. Safe for many threads.
 */
public final class WitnessAnchor implements Anchor {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_HASHES = 63;
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final Pattern SIZE = Pattern.compile("(0|[1-9][0-9]{0,17})\n");

  private final NoteKey witness;
  private final NoteSigner signer;
  private final WitnessDoor door;

  /** For each log, how many lines the witness is known to have seen. */
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  private WitnessAnchor(NoteKey witness, NoteSigner signer, WitnessDoor door) {
    this.witness = witness;
    this.signer = signer;
    this.door = door;
  }

  /**
   * A witness.
   *
   * @param prefix its submission prefix: {@code /add-checkpoint} is put behind it
   * @param vkey its key as it gives it: {@code name+hash+base64}, of type 4 (Ed25519 cosignatures)
   * @param signer the key of the log
   * @throws WorkflowException if the address or the key is not of its form
   */
  public static WitnessAnchor at(URI prefix, String vkey, NoteSigner signer) {
    NoteKey witness = key(vkey);
    String scheme = String.valueOf(prefix.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http"))
        || prefix.getHost() == null
        || prefix.getQuery() != null
        || prefix.getFragment() != null) {
      throw new WorkflowException(
          "the address of the witness '"
              + witness.name()
              + "' is one of https or http with a host, without '?' and '#'");
    }
    String path = prefix.toString().replaceAll("/+$", "") + "/add-checkpoint";
    return new WitnessAnchor(witness, signer, new WitnessDoor(URI.create(path), LIMIT));
  }

  private static NoteKey key(String vkey) {
    try {
      NoteKey key = NoteKey.parse(vkey);
      if (key.type() == NoteKey.WITNESS) {
        return key;
      }
      throw new WorkflowException(
          "the key '" + key.name() + "' is not one of a witness: its type is not 4");
    } catch (IllegalArgumentException e) {
      throw new WorkflowException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The key of a log by which a witness knows it: {@code name+hash+base64}, of type 1. */
  public static String logKey(String origin, NoteSigner signer) {
    return new NoteKey(origin, NoteKey.LOG, signer.publicKey()).text();
  }

  @Override
  public String name() {
    return witness.name();
  }

  @Override
  public void take(Head head, Log log) throws IOException, InterruptedException {
    SignedNote note = signed(head);
    long from = seen.getOrDefault(head.origin(), 0L);
    WitnessDoor.Answer answer = ask(from, head, note, log);
    if (answer.status() == CONFLICT && !isOtherRoot(answer, from, head)) {
      from = sizeIn(answer);
      answer = ask(from, head, note, log);
    }
    if (answer.status() != OK) {
      throw isOtherRoot(answer, from, head) ? otherRoot(head) : refusal(answer, head);
    }
    Cosignature cosignature = cosignature(note, answer);
    log.keepNote(head, note.with(List.of(cosignature.signature())).bytes());
    seen.put(head.origin(), head.size());
  }

  private SignedNote signed(Head head) throws IOException {
    try {
      NoteKey key = new NoteKey(head.origin(), NoteKey.LOG, signer.publicKey());
      NoteSignature signature =
          new NoteSignature(head.origin(), key.id(), signer.sign(head.bytes()));
      SignedNote note = new SignedNote(head.text(), List.of(signature));
      Cosignatures.ofLog(note, key);
      return note;
    } catch (GeneralSecurityException e) {
      throw new IOException("the head cannot be signed: " + e.getMessage(), e);
    }
  }

  private WitnessDoor.Answer ask(long from, Head head, SignedNote note, Log log)
      throws IOException, InterruptedException {
    if (from > head.size()) {
      throw new RolledBackException(
          "the witness '" + name() + "' has seen " + from + " lines of it");
    }
    List<byte[]> proof = log.consistency(from, head.size());
    if (proof.size() > MOST_HASHES) {
      throw new IOException("the proof has more than 63 hashes");
    }
    StringBuilder body = new StringBuilder("old " + from + "\n");
    for (byte[] hash : proof) {
      body.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }
    body.append('\n').append(new String(note.bytes(), StandardCharsets.UTF_8));
    return door.post(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where the sizes are the same, there is nothing else to be in conflict about. */
  private static boolean isOtherRoot(WitnessDoor.Answer answer, long from, Head head) {
    return answer.status() == CONFLICT
        && from == head.size()
        && (!isSize(answer) || sizeOf(answer) == from);
  }

  /** How many lines the witness has seen, where it did not expect the size that it was told. */
  private static long sizeIn(WitnessDoor.Answer answer) throws IOException {
    if (!isSize(answer)) {
      throw new IOException(
          "the witness does not say from which size it would go on (status 409 without a size)");
    }
    return sizeOf(answer);
  }

  private static boolean isSize(WitnessDoor.Answer answer) {
    return answer.type().equals("text/x.tlog.size")
        && SIZE.matcher(new String(answer.body(), StandardCharsets.ISO_8859_1)).matches();
  }

  private static long sizeOf(WitnessDoor.Answer answer) {
    String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
    return Long.parseLong(body.substring(0, body.length() - 1));
  }

  private RolledBackException otherRoot(Head head) {
    return new RolledBackException(
        "the witness '" + name() + "' has seen " + head.size() + " lines with another root");
  }

  private IOException refusal(WitnessDoor.Answer answer, Head head) {
    return switch (answer.status()) {
      case 400 -> new IOException("the witness does not understand what it was sent (status 400)");
      case 403 ->
          new IOException(
              "the witness knows the log by another key (status 403); tell it "
                  + logKey(head.origin(), signer));
      case 404 ->
          new IOException(
              "the witness does not know the log (status 404); tell it "
                  + logKey(head.origin(), signer));
      case CONFLICT ->
          new IOException("the witness named one size and then expected another (status 409)");
      case 422 ->
          new RolledBackException(
              "what the witness '" + name() + "' has seen is not what its lines begin with");
      default ->
          new IOException(
              "the witness answered with status " + answer.status() + ", which says nothing here");
    };
  }

  private Cosignature cosignature(SignedNote note, WitnessDoor.Answer answer) throws IOException {
    SignedNote answered = new SignedNote(note.text(), SignedNote.parseSignatures(answer.body()));
    List<Cosignature> found = Cosignatures.verify(answered, List.of(witness));
    if (found.isEmpty()) {
      throw new IOException(
          "the witness answered without a signature by the key '"
              + witness.name()
              + "' that it is known by; compare the key with the one that it gives");
    }
    return found.get(0);
  }
}
