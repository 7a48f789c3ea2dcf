package dev.interlock.gates.check;

import dev.interlock.gates.check.ZipDirectory.Entry;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a zip holds, from its first byte to its list: for each entry of the list a header that says
 * the same, what it holds, and nothing between them. So whoever reads it by its list and whoever
 * reads it from its beginning find the same. Use once.
 */
final class ZipContents {
  private static final int HEADER = 0x04034b50;
  private static final int HEADER_SIZE = 30;
  private static final int SIZES = 0x08074b50;
  private static final String OTHERWISE = "an entry is not in its list as it is in the archive";

  private final ByteBuffer bytes;
  private final ZipDirectory list;
  private final long most;
  private final byte[] buffer = new byte[64 * 1024];
  private long unpacked;

  ZipContents(byte[] zip, ZipDirectory list, long most) {
    this.bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    this.list = list;
    this.most = most;
  }

  /** How many bytes it has when it is unpacked; refuses what is not as its list says. */
  long size() throws NotAsItShouldBe {
    long at = 0;
    try {
      for (Entry entry : list.entries()) {
        NotAsItShouldBe.unless(entry.offset() == at, OTHERWISE);
        at = behind(entry, (int) at);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
      throw new NotAsItShouldBe("it is no whole zip");
    }
    NotAsItShouldBe.unless(at == list.start(), "it holds more than its list says");
    return unpacked;
  }

  /** Where the next entry begins. */
  private long behind(Entry entry, int at) throws NotAsItShouldBe {
    int name = Short.toUnsignedInt(bytes.getShort(at + 26));
    int extra = Short.toUnsignedInt(bytes.getShort(at + 28));
    boolean same =
        bytes.getInt(at) == HEADER
            && bytes.getShort(at + 6) == (short) entry.flags()
            && bytes.getShort(at + 8) == (short) entry.method()
            && ZipDirectory.name(bytes, at + HEADER_SIZE, name, entry.flags()).equals(entry.name());
    NotAsItShouldBe.unless(same && hasSizes(entry, at + 14), OTHERWISE);
    ZipDirectory.refuseMisleading(bytes, at + HEADER_SIZE + name, extra);
    int data = at + HEADER_SIZE + name + extra;
    NotAsItShouldBe.unless(data + entry.packed() <= list.start(), OTHERWISE);
    unpack(entry, data);
    return sizesBehind(entry, data + (int) entry.packed());
  }

  /** In the header stand the sizes, or zeros where they follow. */
  private boolean hasSizes(Entry entry, int at) {
    boolean zeros = bytes.getInt(at) == 0 && bytes.getInt(at + 4) == 0 && bytes.getInt(at + 8) == 0;
    boolean follow = (entry.flags() & ZipDirectory.SIZES_FOLLOW) != 0;
    return (follow && zeros) || areSizes(entry, at);
  }

  private boolean areSizes(Entry entry, int at) {
    return bytes.getInt(at) == entry.crc()
        && Integer.toUnsignedLong(bytes.getInt(at + 4)) == entry.packed()
        && Integer.toUnsignedLong(bytes.getInt(at + 8)) == entry.size();
  }

  private long sizesBehind(Entry entry, int at) throws NotAsItShouldBe {
    if ((entry.flags() & ZipDirectory.SIZES_FOLLOW) == 0) {
      return at;
    }
    NotAsItShouldBe.unless(entry.method() != 0, "nobody can tell where an entry ends");
    int sizes = bytes.getInt(at) == SIZES ? at + 4 : at;
    NotAsItShouldBe.unless(areSizes(entry, sizes), OTHERWISE);
    return sizes + 12L;
  }

  private void unpack(Entry entry, int at) throws NotAsItShouldBe {
    CRC32 crc = new CRC32();
    long size = entry.method() == 0 ? stored(entry, at, crc) : inflated(entry, at, crc);
    NotAsItShouldBe.unless(
        size == entry.size() && (int) crc.getValue() == entry.crc(),
        "an entry holds something else than its list says");
  }

  private long stored(Entry entry, int at, CRC32 crc) throws NotAsItShouldBe {
    count(entry.packed());
    crc.update(bytes.array(), at, (int) entry.packed());
    return entry.packed();
  }

  private long inflated(Entry entry, int at, CRC32 crc) throws NotAsItShouldBe {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes.array(), at, (int) entry.packed());
      for (int read = inflater.inflate(buffer); read > 0; read = inflater.inflate(buffer)) {
        count(read);
        crc.update(buffer, 0, read);
      }
      NotAsItShouldBe.unless(
          inflater.finished() && inflater.getBytesRead() == entry.packed(),
          "an entry does not end where its list says");
      return inflater.getBytesWritten();
    } catch (DataFormatException e) {
      throw new NotAsItShouldBe("an entry cannot be unpacked");
    } finally {
      inflater.end();
    }
  }

  private void count(long more) throws NotAsItShouldBe {
    unpacked += more;
    NotAsItShouldBe.unless(unpacked <= most, "it unpacks to over " + most + " bytes");
  }
}
