package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.RunId;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log is what the description of the format says: checked with the JDK alone, with nothing of
 * what writes and verifies it.
 */
class FormatTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"seq\":(\\d+),\"prev\":\"([0-9a-f]{64})\","
              + "\"at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\","
              + "\"run\":\"(?:-|[A-Za-z0-9][A-Za-z0-9._-]{0,99})\","
              + "\"event\":\"[a-z]+\\.[a-z]+\",\"data\":\\{.*\\}\\}");

  @TempDir Path dir;

  private static byte[] sha256(byte[]... parts) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  /** RFC 6962, section 2.1, word for word. */
  private static byte[] root(List<byte[]> lines) throws Exception {
    if (lines.isEmpty()) {
      return sha256();
    }
    if (lines.size() == 1) {
      return sha256(new byte[] {0}, lines.get(0));
    }
    int k = Integer.highestOneBit(lines.size() - 1);
    byte[] left = root(lines.subList(0, k));
    return sha256(new byte[] {1}, left, root(lines.subList(k, lines.size())));
  }

  private void writeALogThatWasCutOnce() throws Exception {
    for (int opening = 0; opening < 4; opening++) {
      try (FileJournal journal = Logs.open(dir)) {
        for (int i = 0; i < 7 * opening + 1; i++) {
          journal.append(
              Logs.AT, RunId.of("r." + i % 3), "step.started", Logs.json("{\"a\":\"é}\\n\"}"));
        }
      }
    }
    Files.write(
        Logs.journal(dir), "{\"se".getBytes(UTF_8), java.nio.file.StandardOpenOption.APPEND);
    Logs.open(dir).close();
  }

  @Test
  void lines_chain_and_heads_are_as_they_are_described() throws Exception {
    writeALogThatWasCutOnce();
    byte[] journal = Files.readAllBytes(dir.resolve("journal.jsonl"));
    assertThat(journal[journal.length - 1]).isEqualTo((byte) '\n');
    List<byte[]> lines =
        Stream.of(new String(journal, UTF_8).split("\n"))
            .map(line -> line.getBytes(UTF_8))
            .toList();
    String prev = "0".repeat(64);
    for (int seq = 0; seq < lines.size(); seq++) {
      Matcher line = LINE.matcher(new String(lines.get(seq), UTF_8));
      assertThat(line.matches()).as("line %s", seq + 1).isTrue();
      assertThat(line.group(1)).isEqualTo(Integer.toString(seq));
      assertThat(line.group(2)).isEqualTo(prev);
      prev = HexFormat.of().formatHex(sha256(new byte[] {0}, lines.get(seq)));
    }
    assertThat(lines).hasSize(1 + 8 + 15 + 22 + 1);
    assertHeads(lines);
  }

  private void assertHeads(List<byte[]> lines) throws Exception {
    String json = Files.readString(dir.resolve("log.json"));
    Matcher origin =
        Pattern.compile(
                "\\{\"format\":\"interlock-record/1\",\"origin\":\"(interlock/[0-9a-f]{32})\","
                    + "\"created\":\"[-0-9T:.]+Z\"\\}\\s*")
            .matcher(json);
    assertThat(origin.matches()).isTrue();
    for (int size : new int[] {1, 9, 24, 46, 47}) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      head.writeBytes((origin.group(1) + "\n" + size + "\n").getBytes(UTF_8));
      head.writeBytes(Base64.getEncoder().encode(root(lines.subList(0, size))));
      head.write('\n');
      assertThat(dir.resolve("heads/" + size + ".checkpoint")).hasBinaryContent(head.toByteArray());
    }
    try (Stream<Path> heads = Files.list(dir.resolve("heads"))) {
      assertThat(heads).hasSize(5);
    }
  }
}
