package dev.interlock.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.internal.json.JsonText;
import dev.interlock.internal.log.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * The verifier, over lines that stand in an unbroken chain: what a forger can write who has read
 * the format. Each line of the input is a run, an event and its data.
 */
class JournalFuzzTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:20:30.123456Z");
  private static final String OUTLINE = "outline.json";
  private static final Path LOG = log();

  private static Path log() {
    try (InputStream outline = JournalFuzzTest.class.getResourceAsStream(OUTLINE)) {
      byte[] content = outline.readAllBytes();
      Path log = Files.createTempDirectory("interlock-fuzz");
      for (String folder : new String[] {"outlines", "shown", "heads", "blobs"}) {
        Files.createDirectory(log.resolve(folder));
      }
      String sha256 = Line.hex(dev.interlock.internal.log.HashTree.sha256().digest(content));
      Files.write(log.resolve("outlines").resolve(sha256 + ".json"), content);
      Files.writeString(
          log.resolve("log.json"),
          "{\"format\":\"interlock-record/1\",\"origin\":\"interlock/"
              + "0".repeat(32)
              + "\",\"created\":\"2026-03-01T10:20:30.123456Z\"}");
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "10m")
  void whatever_stands_in_a_log_there_is_a_verdict(byte[] bytes) throws IOException {
    Files.write(LOG.resolve("journal.jsonl"), chained(bytes));
    Verification found = RecordVerifier.verify(LOG);
    assertThat(found.verdict()).isNotNull();
  }

  private static byte[] chained(byte[] events) {
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    byte[] prev = Line.beforeFirst();
    long seq = 0;
    int from = 0;
    for (int at = 0; at <= events.length; at++) {
      if (at == events.length || events[at] == '\n') {
        Line line = line(seq, prev, Arrays.copyOfRange(events, from, at));
        if (line != null) {
          journal.writeBytes(line.bytes());
          journal.write('\n');
          prev = line.leafHash();
          seq++;
        }
        from = at + 1;
      }
    }
    return journal.toByteArray();
  }

  /** The line of an event, or nothing where the journal itself would have refused to write it. */
  private static Line line(long seq, byte[] prev, byte[] event) {
    String[] parts = new String(event, StandardCharsets.ISO_8859_1).split(" ", 3);
    if (parts.length < 3) {
      return null;
    }
    try {
      byte[] data = JsonText.recordable(parts[2].getBytes(StandardCharsets.ISO_8859_1));
      return Line.compose(seq, prev, AT, parts[0], parts[1], data);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
