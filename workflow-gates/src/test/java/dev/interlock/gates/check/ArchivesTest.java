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
import java.util.zip.CRC32;
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
  void whoseListLeadsIntoAnotherEntryFail() throws IOException {
    byte[] hidden = header("b", "evil", 0);
    byte[] around = header("a", "data" + latin(hidden), 0);
    int inside = around.length - hidden.length;

    assertThat(reason(looked(archive(around, listed("a", around, 0), listed("b", hidden, inside)))))
        .contains("not in its list as it is");
    byte[] both = joined(around, header("b", "good", 0));
    assertThat(reason(looked(archive(both, listed("a", around, 0), listed("b", hidden, inside)))))
        .contains("not in its list as it is");
    assertThat(looked(archive(around, listed("a", around, 0)))).isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void withMoreThanTheirListSaysFail() throws IOException {
    byte[] a = header("a", "x", 0);

    assertThat(reason(looked(archive(joined(a, header("b", "evil", 0)), listed("a", a, 0)))))
        .contains("more than its list");
    assertThat(reason(looked(archive(joined(new byte[] {1}, a), listed("a", a, 1)))))
        .contains("not in its list as it is");
  }

  @Test
  void whoseHeadersAreOtherThanTheirListFail() throws IOException {
    byte[] a = header("a", "text", 0);
    byte[] list = listed("a", a, 0);
    for (int at : new int[] {0, 6, 8, 14, 18, 22, 26, 30}) {
      byte[] other = a.clone();
      other[at] ^= 1;
      assertThat(looked(archive(other, list))).as("byte " + at).isInstanceOf(Verdict.Failed.class);
    }
    byte[] other = a.clone();
    other[a.length - 1] ^= 1;
    assertThat(reason(looked(archive(other, list)))).contains("holds something else");
    for (int at : new int[] {0, 8, 10, 16, 20, 24, 28, 30, 42, 46}) {
      byte[] wrong = list.clone();
      wrong[at] ^= 1;
      assertThat(looked(archive(a, wrong))).as("byte " + at).isInstanceOf(Verdict.Failed.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x7075, 0x0001})
  void withAnotherNameOrOtherSizesBesidesFail(int field) throws IOException {
    byte[] a = header("a", "text", field);
    byte[] plain = header("a", "text", 0x5455);

    assertThat(reason(looked(archive(a, listed("a", a, 0))))).contains("another name or other");
    assertThat(reason(looked(archive(plain, listed("a", a, 0))))).contains("another name or other");
    assertThat(looked(archive(plain, listed("a", plain, 0)))).isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void withNamesThatCanBeReadInTwoWaysFail() throws IOException {
    byte[] a = header("\u00e9", "text", 0);
    assertThat(reason(looked(archive(a, listed("\u00e9", a, 0))))).contains("read in two ways");
    assertThat(looked(zip("\u00e9"))).isInstanceOf(Verdict.Passed.class);

    assertThat(reason(looked(zip("\u00e9", "e\u0301")))).contains("twice");
    assertThat(reason(looked(zip("a", "a/")))).contains("twice");
  }

  @Test
  void withAnotherEndInTheCommentOfTheirEndFail() throws IOException {
    byte[] a = header("a", "text", 0);
    byte[] end = archive(a, listed("a", a, 0));
    byte[] last = Arrays.copyOfRange(end, end.length - 22, end.length);
    last[20] = 1;
    byte[] commented = joined(end, last);
    commented[end.length - 2] = 22;

    assertThat(reason(looked(commented))).contains("no zip");
  }

  /** The zip of which a list of entries stands behind what they hold. */
  private static byte[] archive(byte[] entries, byte[]... list) {
    byte[] all = joined(list);
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0, 0x06054b50).putShort(8, (short) list.length).putShort(10, (short) list.length);
    end.putInt(12, all.length).putInt(16, entries.length);
    return joined(entries, all, end.array());
  }

  /** An entry as it is, with one more field behind its name unless that is 0. */
  private static byte[] header(String name, String text, int field) {
    byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] called = name.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(data);
    ByteBuffer head = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(0, 0x04034b50).putInt(14, (int) crc.getValue()).putInt(18, data.length);
    head.putInt(22, data.length).putShort(26, (short) called.length);
    head.putShort(28, (short) (field == 0 ? 0 : 5));
    byte[] more = {(byte) field, (byte) (field >> 8), 1, 0, 7};
    return joined(head.array(), called, field == 0 ? new byte[0] : more, data);
  }

  /** What the list says of an entry that begins so and there. */
  private static byte[] listed(String name, byte[] header, int offset) {
    ByteBuffer own = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer list = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(0, 0x02014b50).putInt(16, own.getInt(14)).putInt(20, own.getInt(18));
    list.putInt(24, own.getInt(22)).putInt(28, own.getInt(26)).putInt(42, offset);
    int length = name.getBytes(StandardCharsets.UTF_8).length + own.getShort(28);
    return joined(list.array(), Arrays.copyOfRange(header, 30, 30 + length));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
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
