package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.SignedNote;
import dev.interlock.internal.log.Line;
import dev.interlock.internal.sshsig.AllowedSigners;
import dev.interlock.internal.sshsig.Malformed;
import dev.interlock.internal.sshsig.RevokedKeys;
import dev.interlock.internal.sshsig.SshPrivateKey;
import dev.interlock.internal.sshsig.SshSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever bytes a reader is handed, it reads them or says that they are malformed. */
class HostileBytesTest {
  private static final int IN_THE_BUILD = 20_000;
  private static final int AT_LENGTH = 5_000_000;

  @TempDir Path folder;

  /** What reads the bytes of strangers. */
  enum Reader {
    LINE {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        return Optional.of(Line.parse(bytes).bytes());
      }
    },
    CHECKPOINT {
      @Override
      Optional<byte[]> read(byte[] bytes) {
        return Head.parse(bytes).map(Head::bytes);
      }
    },
    LOG_JSON {
      @Override
      Optional<byte[]> read(byte[] bytes) {
        return LogJson.parse(bytes).map(about -> bytes);
      }
    },
    NOTE {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        return Optional.of(SignedNote.parse(bytes).bytes());
      }
    },
    SIGNATURE {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        return Optional.of(SshSignature.parse(bytes).armoured());
      }
    },
    PRIVATE_KEY {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        SshPrivateKey.parse(bytes);
        return Optional.empty();
      }
    },
    ALLOWED_SIGNERS {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        AllowedSigners.parse(bytes, ZoneOffset.UTC);
        return Optional.empty();
      }
    },
    REVOKED_KEYS {
      @Override
      Optional<byte[]> read(byte[] bytes) throws Exception {
        RevokedKeys.parse(bytes);
        return Optional.empty();
      }
    };

    /** What the bytes say, written again, where that is the same for all that are read. */
    abstract Optional<byte[]> read(byte[] bytes) throws Exception;
  }

  /** Good ones of each kind. */
  private List<byte[]> seeds(Reader reader) throws Exception {
    Path log = folder.resolve("log");
    HeadKey key = HeadKey.create(folder.resolve("key"));
    try (FileJournal journal =
        FileJournal.open(log, Logs.OPTIONS.signedWith(key), TestDisk.quick())) {
      Logs.append(journal, 3);
    }
    Head head = Head.parse(Logs.read(log.resolve("heads/3.checkpoint"))).orElseThrow();
    String note = head.text() + "\n\u2014 " + head.origin() + " AAAAAQID\n";
    return switch (reader) {
      case LINE -> Logs.lines(Logs.read(Logs.journal(log))).stream().map(this::cut).toList();
      case CHECKPOINT -> List.of(head.bytes());
      case LOG_JSON ->
          List.of(
              Logs.read(log.resolve("log.json")),
              LogJson.of(head.origin(), Logs.AT, Optional.of(head)).bytes());
      case NOTE -> List.of(note.getBytes(UTF_8));
      case SIGNATURE -> List.of(Logs.read(log.resolve("heads/3.checkpoint.sig")));
      case PRIVATE_KEY -> List.of(Files.readAllBytes(folder.resolve("key")));
      case ALLOWED_SIGNERS ->
          List.of(
              ("# who\n" + key.allowedSigner() + "\n").getBytes(UTF_8),
              ("a*,!ab valid-before=\"20300101Z\" " + key.publicKey() + "\n").getBytes(UTF_8));
      case REVOKED_KEYS -> List.of((key.publicKey() + " me\n").getBytes(UTF_8));
    };
  }

  private byte[] cut(byte[] line) {
    return Arrays.copyOf(line, line.length - 1);
  }

  private static void assertReadOrMalformed(Reader reader, byte[] bytes, long number) {
    try {
      reader.read(bytes).ifPresent(again -> assertThat(again).as("%s", number).isEqualTo(bytes));
    } catch (Line.Malformed | Malformed | MalformedNoteException e) {
      assertThat(e.getMessage()).as("%s", number).isNotBlank();
    } catch (Exception | StackOverflowError e) {
      fail("input " + number + ": " + new String(bytes, UTF_8), e);
    }
  }

  private void assertHolds(Reader reader, int inputs) throws Exception {
    List<byte[]> seeds = seeds(reader);
    for (byte[] seed : seeds) {
      reader.read(seed);
    }
    Random random = new Random(reader.name().hashCode());
    for (int i = 0; i < inputs; i++) {
      assertReadOrMalformed(reader, mutant(seeds.get(random.nextInt(seeds.size())), random), i);
    }
  }

  private static byte[] mutant(byte[] seed, Random random) {
    byte[] bytes = seed;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      byte[] piece = new byte[random.nextInt(8)];
      random.nextBytes(piece);
      byte[] middle = random.nextBoolean() ? piece : Arrays.copyOfRange(bytes, from, to);
      int after = random.nextBoolean() ? from : Math.min(bytes.length, from + middle.length);
      bytes =
          Logs.join(
              List.of(
                  Arrays.copyOf(bytes, from),
                  middle,
                  Arrays.copyOfRange(bytes, after, bytes.length)));
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void are_read_or_refused(Reader reader) throws Exception {
    assertHolds(reader, IN_THE_BUILD);
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  @Tag("long")
  void are_read_or_refused_at_length(Reader reader) throws Exception {
    assertHolds(reader, AT_LENGTH);
  }

  @ParameterizedTest
  @EnumSource(Reader.class)
  void of_hardly_any_length_are_read_or_refused(Reader reader) {
    Stream.of("", "\n", "{", "{}", "\0", "-----BEGIN SSH SIGNATURE-----", "[".repeat(100_000))
        .forEach(text -> assertReadOrMalformed(reader, text.getBytes(UTF_8), text.length()));
  }
}
