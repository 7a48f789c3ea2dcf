package dev.interlock;

import dev.interlock.internal.secret.Secrets;
import dev.interlock.record.Codec;
import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.Json;
import dev.interlock.record.WorkflowException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one place where values and evidence get the form in which they are recorded, and where values
 * are read back from it. What is large or sensitive goes into a blob, and a reference to it is the
 * recorded form. A known secret goes nowhere else. Safe for many threads.
 *
 * @param most how many bytes of JSON a value or evidence may have
 */
record RecordedForm(
    Journal journal, Codec codec, Supplier<String> nonces, Secrets secrets, int most) {
  /** The most bytes of a value that stands in a line. */
  static final int LARGE_VALUE = 32 * 1024;

  /** The same of evidence, of which there may be many in one line. */
  static final int LARGE_EVIDENCE = 4 * 1024;

  private static final int SALT = 16;

  /**
   * A value as it is recorded.
   *
   * @param who whose it is, for people
   * @throws FailureException if it holds a known secret and is not sensitive, or is too large
   */
  @SuppressWarnings("unchecked") // the value is of the class, which the caller has looked at
  Json value(String who, Object value, Class<?> type, boolean sensitive) {
    return value(who, codec.write(value, (Class<Object>) type), sensitive);
  }

  /** The same for a value that is JSON already, but not as it is recorded. */
  Json value(String who, Json plain, boolean sensitive) {
    objection(plain, sensitive)
        .ifPresent(
            why -> {
              throw new FailureException(Failure.Kind.BUSINESS_RULE, "the value of " + who + why);
            });
    return placed(plain, sensitive, LARGE_VALUE);
  }

  /** Why a value cannot be recorded, to be said after whose it is; empty if it can. */
  Optional<String> objection(Json plain, boolean sensitive) {
    if (plain.size() > most) {
      return Optional.of(" has " + plain.size() + " bytes; the most is " + most);
    }
    return sensitive
        ? Optional.empty()
        : secrets
            .kind(plain.bytes())
            .map(
                kind ->
                    " holds a secret ("
                        + kind
                        + "), and must be read back as it is; declare it sensitive or leave the"
                        + " secret out of it");
  }

  /** Evidence as it is recorded: without known secrets, unless it is sensitive as a whole. */
  Json evidence(Record seen, boolean sensitive) {
    Json plain = Examined.encode(codec, seen);
    Json clean = sensitive ? plain : redacted(plain);
    if (clean.size() > most) {
      throw new IllegalArgumentException(
          "what was seen has " + clean.size() + " bytes; the most is " + most);
    }
    return placed(clean, sensitive, LARGE_EVIDENCE);
  }

  /** JSON that nobody reads back, without known secrets. */
  Json redacted(Json json) {
    byte[] bytes = json.bytes();
    byte[] clean = secrets.json(bytes);
    return clean == bytes ? json : Json.of(clean);
  }

  private Json placed(Json plain, boolean sensitive, int large) {
    return sensitive || plain.size() > large || Event.Blob.in(plain).isPresent()
        ? blob(plain)
        : plain;
  }

  /** Keeps content in a blob, durably, and gives the reference to it. */
  Json blob(Json content) {
    byte[] bytes = content.bytes();
    byte[] salt = salt();
    byte[] file = Arrays.copyOf(salt, SALT + bytes.length);
    System.arraycopy(bytes, 0, file, SALT, bytes.length);
    return new Event.Blob(journal.keep(Journal.Side.BLOB, file), bytes.length).json();
  }

  private byte[] salt() {
    String nonce = nonces.get();
    try {
      byte[] salt = HexFormat.of().parseHex(nonce);
      if (salt.length == SALT) {
        return salt;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new WorkflowException("the nonces that the host gives are not 32 hex digits each");
  }

  /**
   * The value as it was before it was recorded.
   *
   * @throws LostBlob if its blob is missing or changed
   */
  Json content(Json recorded) {
    return Event.Blob.in(recorded).map(this::content).orElse(recorded);
  }

  private Json content(Event.Blob blob) {
    try {
      byte[] file =
          journal
              .kept(Journal.Side.BLOB, blob.sha256())
              .filter(kept -> kept.length == SALT + blob.size())
              .orElseThrow(() -> new LostBlob(blob.sha256()));
      return Json.of(Arrays.copyOfRange(file, SALT, file.length));
    } catch (JournalException e) {
      throw e instanceof LostBlob lost ? lost : new LostBlob(blob.sha256(), e);
    } catch (IllegalArgumentException e) { // it was no value that it was made of
      throw new LostBlob(blob.sha256(), e);
    }
  }

  /** The value for one reader. */
  <T> T read(Json recorded, Class<T> type) {
    return codec.read(content(recorded), type);
  }

  /** An event as it is written: without known secrets in its texts, and no longer than a line. */
  Event written(Event event) {
    return new Fitting(this).of(new Redaction(this).of(event));
  }

  /** The text without known secrets, in at most 1 KiB; redacted first, so that none is cut. */
  String text(String text) {
    return FailureWords.bounded(secrets.text(text));
  }

  /** The failure as it may be told. */
  Failure told(Failure why) {
    return new Failure(
        why.kind(),
        text(why.type()),
        text(why.message()),
        why.toCheck().map(this::text),
        why.toRecover().map(this::text));
  }

  /** A value of one run as it is recorded in another, which shares no blob with it. */
  Json again(Json recorded, boolean sensitive) {
    boolean inBlob = Event.Blob.in(recorded).isPresent();
    return inBlob || sensitive ? blob(content(recorded)) : recorded;
  }
}
