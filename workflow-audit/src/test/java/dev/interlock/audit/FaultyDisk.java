package dev.interlock.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The disk of this machine, which fails at one act, or at that one and all after it. Forces nothing
 * by itself, so that it is quick. Use under one lock at a time, as a journal does.
 */
final class FaultyDisk implements Disk {

  /** In which way it fails. */
  enum Fault {
    /** It has no room. */
    FULL("No space left on device"),
    /** It is broken. */
    BROKEN("Input/output error"),
    /** It takes a part of the bytes, and then fails. */
    SHORT("Disk quota exceeded");

    private final String says;

    Fault(String says) {
      this.says = says;
    }
  }

  private final Fault fault;
  private final int at;
  private final boolean persistent;
  private final List<String> acts = new ArrayList<>();
  private int failures;

  /**
   * A disk that fails.
   *
   * @param at the number of the act that fails, from 0
   */
  FaultyDisk(Fault fault, int at, boolean persistent) {
    this.fault = fault;
    this.at = at;
    this.persistent = persistent;
  }

  /** What was asked of it so far, in order. */
  synchronized List<String> acts() {
    return List.copyOf(acts);
  }

  synchronized int failures() {
    return failures;
  }

  private synchronized boolean fails(String act) {
    int number = acts.size();
    acts.add(act);
    boolean fails = number == at || (persistent && number > at);
    failures += fails ? 1 : 0;
    return fails;
  }

  private void act(String name) throws IOException {
    if (fails(name)) {
      throw new IOException(fault.says);
    }
  }

  /** How many of these bytes are taken before it fails. */
  private int taken(int length) {
    return fault == Fault.SHORT ? length / 2 : 0;
  }

  @Override
  public LogFile open(Path file) throws IOException {
    act("open");
    LogFile opened = LocalDisk.INSTANCE.open(file);
    return new LogFile() {
      @Override
      public int write(byte[] bytes, int from, int length) throws IOException {
        if (!fails("write")) {
          return opened.write(bytes, from, length);
        }
        opened.write(bytes, from, taken(length));
        throw new IOException(fault.says);
      }

      @Override
      public void sync() throws IOException {
        act("sync");
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
    act("replaceTail");
    LocalDisk.INSTANCE.replaceTail(file, from, bytes);
  }

  @Override
  public void put(Path file, byte[] content, Path temporary) throws IOException {
    if (fails("put " + file.getFileName())) {
      Files.write(temporary, java.util.Arrays.copyOf(content, taken(content.length)));
      throw new IOException(fault.says);
    }
    Files.write(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path file) throws IOException {
    act("delete");
    Files.delete(file);
  }

  @Override
  public void rename(Path folder, Path name) throws IOException {
    act("rename");
    Files.move(folder, name, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    act("forceFolder");
  }
}
