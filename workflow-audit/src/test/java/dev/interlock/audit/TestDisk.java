package dev.interlock.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The disk of this machine, which fails when told to. Without forces, so that it is quick. */
final class TestDisk implements Disk {

  /** Is asked before each act and may throw. */
  @FunctionalInterface
  interface Fault {
    /** Says nothing, or throws what the disk should. */
    void before(String act) throws IOException;
  }

  private final Fault fault;
  private final int mostPerWrite;
  final AtomicInteger syncs = new AtomicInteger();
  final AtomicInteger writes = new AtomicInteger();

  TestDisk(Fault fault, int mostPerWrite) {
    this.fault = fault;
    this.mostPerWrite = mostPerWrite;
  }

  static TestDisk quick() {
    return new TestDisk(act -> {}, Integer.MAX_VALUE);
  }

  static TestDisk failing(Fault fault) {
    return new TestDisk(fault, Integer.MAX_VALUE);
  }

  @Override
  public LogFile open(Path file) throws IOException {
    fault.before("open");
    LogFile opened = LocalDisk.INSTANCE.open(file);
    return new LogFile() {
      @Override
      public int write(byte[] bytes, int from, int length) throws IOException {
        writes.incrementAndGet();
        fault.before("write");
        return opened.write(bytes, from, Math.min(mostPerWrite, length));
      }

      @Override
      public void sync() throws IOException {
        syncs.incrementAndGet();
        fault.before("sync");
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
  public void replaceTail(Path file, long from, byte[] bytes) throws IOException {
    fault.before("replaceTail");
    LocalDisk.INSTANCE.replaceTail(file, from, bytes);
  }

  @Override
  public void put(Path file, byte[] content, Path temporary) throws IOException {
    fault.before("put " + file.getFileName());
    java.nio.file.Files.write(temporary, content);
    java.nio.file.Files.move(temporary, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    fault.before("delete");
    LocalDisk.INSTANCE.delete(file);
  }

  @Override
  public void rename(Path folder, Path name) throws IOException {
    fault.before("rename");
    java.nio.file.Files.move(folder, name, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    fault.before("forceFolder");
  }
}
