package dev.interlock.audit;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a log to go on writing to it, and cuts off what a crash left after its last line.
 *
 * @param alsoEnded whether it may be one that another log goes on from
 */
record LogLoading(
    LogFolder folder, String origin, JournalOptions options, Disk disk, boolean alsoEnded) {

  private static final Logger LOGGER = LoggerFactory.getLogger(FileJournal.class);

  /** Where a log ends. */
  @SuppressWarnings("ArrayRecordComponent") // it is handed over once and never compared
  private record End(byte[] prev, long offset) {}

  OpenedLog load(FolderLock lock, SideFiles sideFiles) throws IOException {
    IndexedLog log = IndexedLog.read(folder, origin);
    try {
      refuseWithoutItsKey(log);
      refuseIfEnded(log);
      Anchors anchors = new Anchors(new AnchoredLog(folder, origin, sideFiles), options);
      End end = mend(log);
      Disk.LogFile file = openAt(end.offset());
      LineStore lines = new LineStore(log.index(), log.file(), end.offset());
      HeadMaker heads = heads(log, sideFiles, anchors);
      handOverLast(log, anchors);
      return new OpenedLog(
          origin,
          end.prev(),
          lines,
          log.file(),
          file,
          heads,
          sideFiles,
          anchors,
          lock,
          options.clock(),
          options.key().isPresent(),
          log.continuedBy());
    } catch (IOException | RuntimeException | Error e) {
      log.file().close();
      throw e;
    }
  }

  /** A signed log that went on without signatures could be cut at its last signed head. */
  private void refuseWithoutItsKey(IndexedLog log) {
    if (log.signed() && options.key().isEmpty()) {
      throw new HeadKeyMissingException(folder.dir());
    }
  }

  private void refuseIfEnded(IndexedLog log) {
    if (log.continuedBy().isPresent() && !alsoEnded) {
      throw new JournalException(
          "the log in '"
              + folder.dir()
              + "' has ended: the log '"
              + log.continuedBy().get()
              + "' goes on from it. Write to that one; if there is none yet because rotating was"
              + " broken off, rotate this one again");
    }
  }

  private HeadMaker heads(IndexedLog log, SideFiles sideFiles, Anchors anchors) {
    return new HeadMaker(
        log.reading().scan().tree(),
        log.reading().covered(),
        (size, root) -> {
          Head head = Head.of(origin, size, root);
          put(head, sideFiles);
          anchors.offer(head);
        },
        System::nanoTime);
  }

  /** The signature comes first, so that no crash leaves a head of a signed log without one. */
  private void put(Head head, SideFiles sideFiles) throws IOException {
    if (options.key().isPresent()) {
      sideFiles.put(folder.headSignature(head.size()), options.key().get().sign(head));
    }
    sideFiles.put(folder.head(head.size()), head.bytes());
  }

  /** Nobody knows whether the anchors took it from the process that made it. */
  private void handOverLast(IndexedLog log, Anchors anchors) {
    if (log.reading().covered() > 0) {
      folder
          .read(folder.head(log.reading().covered()))
          .flatMap(Head::parse)
          .ifPresent(anchors::offer);
    }
  }

  /**
   * Puts {@code record.recovered} where the torn tail began. It is written over the tail before the
   * rest of the tail is cut off, so that no crash can hide that there was one.
   */
  private End mend(IndexedLog log) throws IOException {
    LogScan scan = log.reading().scan();
    if (log.reading().torn().isEmpty()) {
      return new End(scan.prev(), scan.end());
    }
    Line line = recovered(scan, log.reading().torn().get());
    byte[] bytes = Arrays.copyOf(line.bytes(), line.bytes().length + 1);
    bytes[line.bytes().length] = '\n';
    LOGGER.warn(
        "the log in '{}' ended in {} bytes that a crash left; they are cut off and recorded",
        folder.dir(),
        log.reading().torn().get().bytes());
    disk.replaceTail(folder.journal(), scan.end(), bytes);
    log.index().add(scan.end());
    byte[] leaf = line.leafHash();
    scan.tree().add(leaf);
    return new End(leaf, scan.end() + bytes.length);
  }

  private Line recovered(LogScan scan, Tail tail) {
    HashTree tree = scan.tree();
    String data = "{\"bytes\":" + tail.bytes() + ",\"sha256\":\"" + tail.sha256() + "\"}";
    return Line.compose(
        tree.size(),
        scan.prev(),
        options.clock().instant().truncatedTo(ChronoUnit.MICROS),
        Line.NO_RUN,
        "record.recovered",
        data.getBytes(StandardCharsets.US_ASCII));
  }

  /** What was read may have been written by a process that died before it could force it. */
  private Disk.LogFile openAt(long length) throws IOException {
    Disk.LogFile file = disk.open(folder.journal());
    try {
      file.check(length);
      file.sync();
      return file;
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }
}
