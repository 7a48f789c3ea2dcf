package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.interlock.audit.Verification.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the place of a file of a log, and is none, neither stops nor fills a verifier. */
class HostileFilesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path dir;

  @BeforeEach
  void write() {
    Bases.gated(dir);
  }

  private Path first(String folder) throws IOException {
    try (Stream<Path> files = Files.list(dir.resolve(folder))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  private Verification verify() {
    return assertTimeoutPreemptively(SOON, () -> RecordVerifier.verify(dir));
  }

  private static void pipe(Path at) throws Exception {
    Files.delete(at);
    assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"outlines", "shown", "heads"})
  void a_pipe_that_nobody_writes_to_is_no_file(String folder) throws Exception {
    pipe(first(folder));
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @Test
  void a_pipe_is_no_journal() throws Exception {
    pipe(Logs.journal(dir));
    Verification found = verify();
    assertThat(found.verdict()).isEqualTo(Verdict.TAMPERED);
    assertThat(found.reason()).contains("journal.jsonl is no regular file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outlines", "shown", "heads"})
  void a_device_that_never_ends_is_no_file(String folder) throws IOException {
    Path file = first(folder);
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"outlines", "shown", "heads"})
  void a_file_of_a_terabyte_of_nothing_is_not_read(String folder) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(first(folder).toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
  }
}
