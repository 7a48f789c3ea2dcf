package dev.interlock.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What a journal asks of the disk, and no more: tests put one in its place that fails. */
interface Disk {
  /** Opens a file that is there to append to it. */
  LogFile open(Path file) throws IOException;

  /** Cuts a file off and puts these bytes at its new end, durably. */
  void replaceTail(Path file, long from, byte[] bytes) throws IOException;

  /** Puts a whole file in its place: written under another name, forced, renamed. */
  void put(Path file, byte[] content, Path temporary) throws IOException;

  /** Takes a file away, if it is there. */
  void delete(Path file) throws IOException;

  /** Gives a folder another name in the same place, durably. */
  void rename(Path folder, Path name) throws IOException;

  /** Makes durable which files a folder holds. */
  void forceFolder(Path folder) throws IOException;

  /** A file that grows. Use from one thread at a time. */
  interface LogFile extends Closeable {
    /** Appends some of these bytes, at least one, and says how many. */
    int write(byte[] bytes, int from, int length) throws IOException;

    /** Makes durable what was written. */
    void sync() throws IOException;

    /**
     * Makes sure that the path still leads to this file.
     *
     * @param length how many bytes the file should have
     * @throws IOException if the path leads to another file, to none, or to one of another length
     */
    void check(long length) throws IOException;
  }
}
