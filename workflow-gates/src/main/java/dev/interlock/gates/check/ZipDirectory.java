package dev.interlock.gates.check;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The list at the end of a zip, by which most programs unpack it. Source: PKWARE's APPNOTE 6.3.10,
 * sections 4.3.12 and 4.3.16.
 *
 * @param entries the entries by where they begin
 * @param start where the list begins, in bytes
 */
record ZipDirectory(List<Entry> entries, int start) {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LARGE = 0xffff;

  /** Behind whose names a path in other letters, or sizes that count instead, may stand. */
  private static final Set<Integer> MISLEADING = Set.of(0x7075, 0x0001);

  private static final int DEFLATE_LEVEL = 0b110;
  static final int SIZES_FOLLOW = 1 << 3;
  static final int UTF_8 = 1 << 11;

  /** The kind of file in the upper half of the attributes, where Unix made the archive. */
  private static final int KIND = 0170000;

  private static final int FOLDER = 0040000;
  private static final Set<Integer> PLAIN = Set.of(0, 0100000, FOLDER);

  /**
   * An entry as the list says it.
   *
   * @param crc the checksum of what it holds
   * @param packed how many bytes it has in the archive
   * @param size how many it has unpacked
   * @param offset where its own header begins
   */
  record Entry(String name, int flags, int method, int crc, long packed, long size, long offset) {}

  /** The list; refuses links and whatever else is neither file nor folder. */
  static ZipDirectory read(byte[] zip, int most) throws NotAsItShouldBe {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int end = end(bytes);
      int count = Short.toUnsignedInt(bytes.getShort(end + 10));
      NotAsItShouldBe.unless(count != LARGE && count <= most, "it has over " + most + " entries");
      int start = bytes.getInt(end + 16);
      boolean whole =
          bytes.getInt(end + 4) == 0
              && bytes.getShort(end + 8) == bytes.getShort(end + 10)
              && bytes.getInt(end + 12) == end - start;
      NotAsItShouldBe.unless(whole, "its list is not where it says");
      List<Entry> entries = new ArrayList<>();
      int at = start;
      for (int i = 0; i < count; i++) {
        at = entry(bytes, at, entries);
      }
      NotAsItShouldBe.unless(at == end, "its list is not where it says");
      entries.sort(Comparator.comparingLong(Entry::offset));
      return new ZipDirectory(entries, start);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new NotAsItShouldBe("it is no whole zip");
    }
  }

  /** Where the end record is; nothing may follow it but its own comment, without another one. */
  private static int end(ByteBuffer bytes) throws NotAsItShouldBe {
    int last = bytes.limit() - END_SIZE;
    for (int at = last; at >= Math.max(0, last - LARGE); at--) {
      if (bytes.getInt(at) == END) {
        NotAsItShouldBe.unless(
            Short.toUnsignedInt(bytes.getShort(at + 20)) == last - at, "it is no zip");
        return at;
      }
    }
    throw new NotAsItShouldBe("it is no zip");
  }

  private static int entry(ByteBuffer bytes, int at, List<Entry> entries) throws NotAsItShouldBe {
    NotAsItShouldBe.unless(bytes.getInt(at) == ENTRY, "its list is not where it says");
    int name = Short.toUnsignedInt(bytes.getShort(at + 28));
    int extra = Short.toUnsignedInt(bytes.getShort(at + 30));
    int comment = Short.toUnsignedInt(bytes.getShort(at + 32));
    Entry entry =
        new Entry(
            name(bytes, at + ENTRY_SIZE, name, bytes.getShort(at + 8)),
            Short.toUnsignedInt(bytes.getShort(at + 8)),
            Short.toUnsignedInt(bytes.getShort(at + 10)),
            bytes.getInt(at + 16),
            Integer.toUnsignedLong(bytes.getInt(at + 20)),
            Integer.toUnsignedLong(bytes.getInt(at + 24)),
            Integer.toUnsignedLong(bytes.getInt(at + 42)));
    refuseUnknown(entry);
    refuseOtherThanFiles(entry, bytes.getInt(at + 38) >>> 16);
    refuseMisleading(bytes, at + ENTRY_SIZE + name, extra);
    entries.add(entry);
    return at + ENTRY_SIZE + name + extra + comment;
  }

  /** A name that is the same to whoever reads it. */
  static String name(ByteBuffer bytes, int at, int length, int flags) throws NotAsItShouldBe {
    byte[] text = new byte[length];
    bytes.duplicate().position(at).get(text);
    boolean plain = true;
    for (byte one : text) {
      plain &= one >= 0;
    }
    NotAsItShouldBe.unless(plain || (flags & UTF_8) != 0, "a name can be read in two ways");
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new NotAsItShouldBe("a name can be read in two ways");
    }
  }

  private static void refuseUnknown(Entry entry) throws NotAsItShouldBe {
    int known = DEFLATE_LEVEL | SIZES_FOLLOW | UTF_8;
    NotAsItShouldBe.unless((entry.flags() & ~known) == 0, "an entry is encrypted or patched");
    NotAsItShouldBe.unless(
        entry.method() == 0 || entry.method() == 8, "an entry is packed in an unknown way");
  }

  private static void refuseOtherThanFiles(Entry entry, int mode) throws NotAsItShouldBe {
    int kind = mode & KIND;
    NotAsItShouldBe.unless(PLAIN.contains(kind), "it holds a link or a device");
    NotAsItShouldBe.unless(
        kind == 0 || (kind == FOLDER) == entry.name().endsWith("/"),
        "an entry is a folder by its name or by its mode, and not by both");
  }

  /** Looks at the fields behind a name, each of which says what it is and how long. */
  static void refuseMisleading(ByteBuffer bytes, int at, int length) throws NotAsItShouldBe {
    int field = at;
    while (field + 4 <= at + length) {
      int what = Short.toUnsignedInt(bytes.getShort(field));
      NotAsItShouldBe.unless(
          !MISLEADING.contains(what), "an entry has another name or other sizes besides");
      field += 4 + Short.toUnsignedInt(bytes.getShort(field + 2));
    }
    NotAsItShouldBe.unless(field == at + length, "what stands behind a name is not whole");
  }
}
