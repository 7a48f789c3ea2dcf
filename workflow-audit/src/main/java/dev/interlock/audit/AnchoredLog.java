package dev.interlock.audit;

import dev.interlock.audit.note.MalformedNoteException;
import dev.interlock.audit.note.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A log as its anchors see it, until it is closed. Safe for many threads. */
final class AnchoredLog implements Anchor.Log {
  private static final Logger LOGGER = LoggerFactory.getLogger(Anchor.class);

  private final Object notes = new Object();
  private final LogFolder folder;
  private final String origin;
  private final SideFiles sideFiles;
  private boolean closed;

  AnchoredLog(LogFolder folder, String origin, SideFiles sideFiles) {
    this.folder = folder;
    this.origin = origin;
    this.sideFiles = sideFiles;
  }

  String origin() {
    return origin;
  }

  @Override
  public Path folder() {
    return folder.dir().toAbsolutePath();
  }

  private LogProofs proofs() {
    return new LogProofs(folder.journal());
  }

  @Override
  public Head head(long size) throws IOException {
    return Head.of(origin, size, proofs().head(size).root());
  }

  @Override
  public List<byte[]> consistency(long from, long to) throws IOException {
    return proofs().consistency(from, to);
  }

  @Override
  public void keepNote(Head head, byte[] note) throws IOException {
    SignedNote read = SignedNote.parse(note);
    if (!read.text().equals(head.text()) || !isOwn(head)) {
      throw new MalformedNoteException("the note is not of a head of '" + origin + "'");
    }
    synchronized (notes) {
      if (closed) {
        throw new IOException("the log is closed: the note of its head comes too late");
      }
      Path file = folder.note(head.size());
      sideFiles.put(file, kept(file, head).with(read.signatures()).bytes());
    }
  }

  private boolean isOwn(Head head) {
    return folder
        .read(folder.head(head.size()))
        .map(bytes -> Arrays.equals(bytes, head.bytes()))
        .orElse(false);
  }

  private static SignedNote kept(Path file, Head head) {
    SignedNote none = new SignedNote(head.text(), List.of());
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return none;
    }
    try {
      SignedNote found = SignedNote.parse(SmallFile.read(file, SignedNote.MAX_BYTES));
      if (found.text().equals(head.text())) {
        return found;
      }
      LOGGER.warn("'{}' is of another head than its name says; it is made anew", file);
    } catch (IOException e) {
      LOGGER.warn("'{}' cannot be read; it is made anew", file, e);
    }
    return none;
  }

  /** Lets nothing be kept any more: somebody else may write to the log from now on. */
  void close() {
    synchronized (notes) {
      closed = true;
    }
  }
}
