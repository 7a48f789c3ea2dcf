package dev.interlock.gates.check;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * The list at the end of a zip, which says what kind of file each entry is. Source: PKWARE's
 * APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LARGE = 0xffff;

  /** The kind of file in the upper half of the attributes, where Unix made the archive. */
  private static final int KIND = 0170000;

  private static final Set<Integer> PLAIN = Set.of(0, 0100000, 0040000);

  private ZipDirectory() {}

  /** The names of all entries; refuses links and whatever else is neither file nor folder. */
  static Set<String> names(byte[] zip, int most) throws NotAsItShouldBe {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int end = end(bytes);
      int count = Short.toUnsignedInt(bytes.getShort(end + 10));
      NotAsItShouldBe.unless(count != LARGE && count <= most, "it has over " + most + " entries");
      Set<String> names = new HashSet<>();
      int at = bytes.getInt(end + 16);
      for (int i = 0; i < count; i++) {
        at = entry(bytes, at, names);
      }
      NotAsItShouldBe.unless(at <= end, "its list is not where it says");
      return names;
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new NotAsItShouldBe("it is no whole zip");
    }
  }

  /** Where the end record is; nothing may follow it but its own comment. */
  private static int end(ByteBuffer bytes) throws NotAsItShouldBe {
    int last = bytes.limit() - END_SIZE;
    for (int at = last; at >= Math.max(0, last - LARGE); at--) {
      if (bytes.getInt(at) == END && Short.toUnsignedInt(bytes.getShort(at + 20)) == last - at) {
        return at;
      }
    }
    throw new NotAsItShouldBe("it is no zip");
  }

  private static int entry(ByteBuffer bytes, int at, Set<String> names) throws NotAsItShouldBe {
    NotAsItShouldBe.unless(bytes.getInt(at) == ENTRY, "its list is not where it says");
    int name = Short.toUnsignedInt(bytes.getShort(at + 28));
    int extra = Short.toUnsignedInt(bytes.getShort(at + 30));
    int comment = Short.toUnsignedInt(bytes.getShort(at + 32));
    int mode = bytes.getInt(at + 38) >>> 16;
    NotAsItShouldBe.unless(PLAIN.contains(mode & KIND), "it holds a link or a device");
    byte[] text = new byte[name];
    bytes.duplicate().position(at + ENTRY_SIZE).get(text);
    NotAsItShouldBe.unless(
        names.add(new String(text, StandardCharsets.UTF_8)), "a name is there twice");
    return at + ENTRY_SIZE + name + extra + comment;
  }
}
