package dev.interlock.gates.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that would do harm where they are unpacked. */
class ArchivesTest {
  @TempDir Path root;

  private static byte[] zip(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private Verdict looked(byte[] bytes) throws IOException {
    Files.write(root.resolve("a.zip"), bytes);
    return ArchiveCheck.in(root).examine("a.zip");
  }

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed ? failed.reason() : "passed: " + verdict;
  }

  @Test
  void withPlainNamesPass() throws IOException {
    Verdict verdict = looked(zip("a", "b/", "b/c..d"));

    assertThat(verdict).as(reason(verdict)).isInstanceOf(Verdict.Passed.class);
    assertThat(((ArchiveCheck.Seen) ((Verdict.Passed) verdict).seen()).entries()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x", "C:/x", "a\\..\\x", "a//b", "./a", "a\u0001"})
  void withANameThatLeadsOutFail(String name) throws IOException {
    assertThat(reason(looked(zip("ok", name)))).contains("leads out of its folder");
  }

  @Test
  void withANameTwiceFail() throws IOException {
    byte[] bytes = zip("aaa1", "aaa2");
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("aaa2", "aaa1");

    assertThat(reason(looked(text.getBytes(StandardCharsets.ISO_8859_1)))).contains("twice");
    assertThat(reason(looked(zip("readme", "README")))).contains("twice");
  }

  @Test
  void withALinkFail() throws IOException {
    byte[] bytes = zip("link");
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int list = buffer.getInt(bytes.length - 22 + 16);
    buffer.putInt(list + 38, 0120777 << 16);

    assertThat(reason(looked(bytes))).contains("link or a device");
  }

  @Test
  void withAnotherListThanEntriesFail() throws IOException {
    byte[] bytes = zip("aaa1");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf("aaa1");
    bytes[at] = 'b';

    assertThat(reason(looked(bytes))).contains("not in its list");
  }

  @Test
  void thatUnpackToTooMuchFail() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("bomb"));
      byte[] zeros = new byte[1024 * 1024];
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
    }

    assertThat(bytes.size()).isLessThan(400_000);
    assertThat(reason(looked(bytes.toByteArray()))).contains("unpacks to over");
  }

  @Test
  void withTooManyEntriesFail() throws IOException {
    String[] names = new String[10_001];
    for (int i = 0; i < names.length; i++) {
      names[i] = "f" + i;
    }

    assertThat(reason(looked(zip(names)))).contains("over 10000 entries");
  }

  @Test
  void thatAreNoneFail() throws IOException {
    assertThat(reason(looked(new byte[0]))).contains("no zip");
    assertThat(reason(looked(new byte[10_000]))).contains("no zip");
    byte[] whole = zip("a", "b");
    for (int cut = 1; cut < whole.length; cut++) {
      assertThat(looked(Arrays.copyOf(whole, cut))).isInstanceOf(Verdict.Failed.class);
    }
  }
}
