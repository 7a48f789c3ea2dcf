package dev.interlock.audit;

import dev.interlock.audit.Verification.Verdict;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes everything about one run into a folder of its own that anybody can check without the rest
 * of the log: its lines, a head and the proofs that they stand in it, the files that they name, and
 * a statement of how the run went. Reads the log only, and takes no lock.
 *
 * <pre>{@code
 * RunExport.of(Path.of(".interlock")).signedWith(key).write(RunId.of("sprint-7"), Path.of("out"));
 * }</pre>
 *
 * <p>Two exports of the same run under the same head have the same bytes. Source of the form:
 * {@code docs/record.md}, "Exports". Immutable; safe for many threads.
 */
public final class RunExport {
  /** The purpose that stands in the signature over the list of an export's files. */
  public static final String NAMESPACE = "interlock-export-v1";

  private final LogFolder folder;
  private final Optional<HeadKey> key;
  private final boolean blobs;

  private RunExport(LogFolder folder, Optional<HeadKey> key, boolean blobs) {
    this.folder = folder;
    this.key = key;
    this.blobs = blobs;
  }

  /** Exports runs of the log in a folder, unsigned and without blobs; it reads nothing yet. */
  public static RunExport of(Path log) {
    return new RunExport(new LogFolder(log), Optional.empty(), false);
  }

  /** The same, signed; without a key anybody can write what looks like an export. */
  public RunExport signedWith(HeadKey signer) {
    return new RunExport(folder, Optional.of(signer), blobs);
  }

  /** The same with the large and the sensitive values, in clear. */
  public RunExport withBlobs() {
    return new RunExport(folder, key, true);
  }

  /**
   * What was exported. Immutable.
   *
   * @param found what the verifier said; a run that has not ended is {@code INCOMPLETE}
   * @param head the head in which its lines stand
   * @param lines how many lines it has
   * @param files the names of all files, sorted
   * @param leftOut the digests of blobs that are in the log and not in the export
   * @param erased the digests of blobs that are in neither, because they were erased
   */
  public record Exported(
      Verification found,
      Head head,
      int lines,
      List<String> files,
      List<String> leftOut,
      List<String> erased) {
    /** Copies the lists. */
    public Exported {
      files = List.copyOf(files);
      leftOut = List.copyOf(leftOut);
      erased = List.copyOf(erased);
    }
  }

  /** The log is not as it was written, so that nothing of it was exported. */
  public static final class Refused extends WorkflowException {
    private static final long serialVersionUID = 1L;

    private final transient Verification found;

    Refused(Verification found) {
      super(
          "nothing was exported: the log is "
              + found.verdict().word()
              + found.reason().map(reason -> ": " + reason).orElse(""));
      this.found = found;
    }

    /** What the verifier said. */
    public Verification found() {
      return found;
    }
  }

  /**
   * Verifies the log and exports a run of it.
   *
   * @param dir a folder that is empty or not there; only its owner may read it afterwards
   * @throws Refused if the log does not verify; nothing is written
   * @throws JournalException if there is no log or no such run in it, if no head covers all lines
   *     of the run yet, or if the log cannot be read or the folder not be written
   * @throws WorkflowException if something else is where the folder is to be
   */
  public Exported write(RunId run, Path dir) {
    folder.refuseIfNone();
    try {
      ExportFolder.refuseUnlessFree(dir, folder.dir());
      LogVerification verification =
          new LogVerification(
              folder,
              new RecordVerifier.Question(
                  Optional.of(run), List.of(), Optional.empty(), List.of(), List.of()));
      Verification found = verification.verify();
      if (found.verdict().exitCode() != 0 && found.verdict() != Verdict.INCOMPLETE) {
        throw new Refused(found);
      }
      Head head = verification.head().orElseThrow(() -> RunLines.uncovered(run, found.lines()));
      RunLines lines = RunLines.read(folder, run, head, found.lines());
      return new ExportWriting(folder, key, blobs, found).write(lines, head, dir);
    } catch (IOException e) {
      throw new JournalException("run '" + run + "' cannot be exported: " + e, e);
    }
  }
}
