package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to the files of a signed log at random, no verdict says that it holds. */
class RandomMutantsTest {
  private static final Set<Verdict> FOUND =
      Set.of(Verdict.TAMPERED, Verdict.ROLLED_BACK, Verdict.INCOMPLETE, Verdict.UNKNOWN_KEY);
  private static final int WORKERS = 2;

  @TempDir Path folder;

  /** A signed log of a worker, and what its files held. */
  private static final class Subject {
    private final Path dir;
    private final RecordVerifier verifier;
    private final List<Path> files = new ArrayList<>();
    private final List<byte[]> contents = new ArrayList<>();

    Subject(Path folder) throws IOException {
      dir = folder.resolve("log");
      HeadKey key = HeadKey.create(folder.resolve("key"));
      JournalOptions options = Logs.OPTIONS.signedWith(key);
      try (FileJournal journal = FileJournal.open(dir, options, TestDisk.quick())) {
        for (int i = 0; i < 2; i++) {
          Publishing publishing = new Publishing();
          publishing
              .engine(journal)
              .start(
                  publishing.workflow(),
                  dev.interlock.record.RunId.of("run-" + i),
                  Publishing.INPUT)
              .settled();
        }
      }
      Path signers = Files.writeString(folder.resolve("signers"), key.allowedSigner() + "\n");
      verifier = RecordVerifier.of(dir).allowedSigners(signers);
      try (Stream<Path> all = Files.walk(dir)) {
        for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
          if (!file.endsWith("journal.lock") && !file.endsWith("log.json")) {
            files.add(file);
            contents.add(Files.readAllBytes(file));
          }
        }
      }
      assertThat(verifier.verify().verdict()).isEqualTo(Verdict.OK_UNANCHORED);
    }

    void mutate(long seed) throws IOException {
      Random random = new Random(seed);
      int which = random.nextInt(3) == 0 ? random.nextInt(files.size()) : journal();
      byte[] before = contents.get(which);
      byte[] after = mutant(before, random);
      if (!Arrays.equals(before, after)) {
        overwrite(files.get(which), after);
        Verification found = verifier.verify();
        overwrite(files.get(which), before);
        assertThat(FOUND)
            .as("seed %s, %s: %s", seed, files.get(which), found)
            .contains(found.verdict());
      }
    }

    /** Some file systems wait for the disk where a file is cut to nothing and written anew. */
    private static void overwrite(Path file, byte[] content) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        for (ByteBuffer left = ByteBuffer.wrap(content); left.hasRemaining(); ) {
          channel.write(left);
        }
        channel.truncate(content.length);
      }
    }

    private int journal() {
      return files.indexOf(dir.resolve("journal.jsonl"));
    }
  }

  /** One to three changes. */
  private static byte[] mutant(byte[] original, Random random) {
    byte[] bytes = original;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = changed(bytes, random);
    }
    return bytes;
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = from + random.nextInt(Math.min(400, bytes.length - from) + 1);
    byte[] piece = Arrays.copyOfRange(bytes, from, to);
    return switch (random.nextInt(7)) {
      case 0 -> flipped(bytes, random);
      case 1 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, from);
      case 2 -> joined(bytes, from, new byte[0], to);
      case 3 -> joined(bytes, to, piece, to);
      case 4 -> joined(bytes, from, reversedLines(piece), to);
      case 5 -> Arrays.copyOf(bytes, from);
      default -> digitChanged(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    if (changed.length > 0) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private static byte[] digitChanged(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    int start = changed.length == 0 ? 0 : random.nextInt(changed.length);
    for (int i = start; i < changed.length; i++) {
      if (changed[i] >= '0' && changed[i] <= '9') {
        changed[i] = (byte) ('0' + random.nextInt(10));
        return changed;
      }
    }
    return changed;
  }

  private static byte[] reversedLines(byte[] piece) {
    List<byte[]> lines = new ArrayList<>(Logs.lines(piece));
    java.util.Collections.reverse(lines);
    return Logs.join(lines);
  }

  /** What is before one place, then a piece, then what is after another place. */
  private static byte[] joined(byte[] bytes, int before, byte[] piece, int after) {
    return Logs.join(
        List.of(
            Arrays.copyOf(bytes, before), piece, Arrays.copyOfRange(bytes, after, bytes.length)));
  }

  private void mutants(int count, long firstSeed) {
    IntStream.range(0, WORKERS)
        .parallel()
        .forEach(
            worker -> {
              try {
                Subject subject =
                    new Subject(Files.createDirectories(folder.resolve("worker-" + worker)));
                for (int i = worker; i < count; i += WORKERS) {
                  subject.mutate(firstSeed + i);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  @Test
  @Tag("generated")
  void a_hundred_thousand_are_all_found() {
    mutants(100_000, 0);
  }

  @Test
  @Tag("long")
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void a_million_are_all_found() {
    mutants(1_000_000, 1_000_000);
  }
}
