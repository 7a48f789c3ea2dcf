package dev.interlock.audit;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The disk of this machine, one act after the other, and a write in many small ones; somebody may
 * look at its files before each. Safe for many threads.
 */
final class SlowDisk implements Disk {
  private static final int MOST_PER_WRITE = 40;

  private final TestDisk disk;

  /** Somebody looks before each act, while nothing else happens. */
  SlowDisk(TestDisk.Fault look) {
    this.disk = new TestDisk(look, MOST_PER_WRITE);
  }

  @Override
  public synchronized LogFile open(Path file) throws IOException {
    LogFile opened = disk.open(file);
    return new LogFile() {
      @Override
      public int write(byte[] bytes, int from, int length) throws IOException {
        synchronized (SlowDisk.this) {
          return opened.write(bytes, from, length);
        }
      }

      @Override
      public void sync() throws IOException {
        synchronized (SlowDisk.this) {
          opened.sync();
        }
      }

      @Override
      public void check(long length) throws IOException {
        opened.check(length);
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }

  @Override
  public synchronized void replaceTail(Path file, long from, byte[] bytes) throws IOException {
    disk.replaceTail(file, from, bytes);
  }

  @Override
  public synchronized void put(Path file, byte[] content, Path temporary) throws IOException {
    disk.put(file, content, temporary);
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    disk.delete(file);
  }

  @Override
  public synchronized void rename(Path folder, Path name) throws IOException {
    disk.rename(folder, name);
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    disk.forceFolder(folder);
  }
}
