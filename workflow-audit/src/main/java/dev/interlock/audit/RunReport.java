package dev.interlock.audit;

import dev.interlock.audit.report.Material;
import dev.interlock.audit.report.Report;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Journal.Side;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is recorded of one run, for people who have to trust it: as one HTML file that needs nothing
 * else, or as Markdown. It says first what the verifier found; of a log that is not what was
 * written it says that and tells no story.
 *
 * <pre>{@code
 * RunReport report = RunReport.of(Path.of(".interlock"), RunId.of("sprint-7"));
 * Files.writeString(Path.of("sprint-7.html"), report.html());
 * }</pre>
 *
 * <p>Reads only and takes no lock; the same log gives the same report. What stands in blobs, such
 * as sensitive values, is named and never shown. Immutable; safe for many threads.
 */
public final class RunReport {
  private final Verification verification;
  private final Report report;

  private RunReport(Verification verification, Report report) {
    this.verification = verification;
    this.report = report;
  }

  /**
   * Reads and verifies a log.
   *
   * @throws JournalException if there is no log, if it cannot be read, or if it knows no such run
   */
  public static RunReport of(Path dir, RunId run) {
    return of(dir, run, RecordVerifier.of(dir));
  }

  /**
   * The same, with what a verifier of the same log asks besides: whose keys may sign, or which head
   * must be contained.
   *
   * @throws JournalException if there is no log, if it cannot be read, or if it knows no such run
   */
  public static RunReport of(Path dir, RunId run, RecordVerifier verifier) {
    Verification found = verifier.run(run).verify();
    LogFolder folder = new LogFolder(dir);
    Material.Finding finding = VerdictWords.finding(found);
    Material material =
        finding.holds()
            ? told(folder, run, finding)
            : new Material(run, finding, List.of(), Map.of(), seal(folder));
    return new RunReport(found, Report.of(material));
  }

  private static Material told(LogFolder folder, RunId run, Material.Finding finding) {
    try (Journal journal = ReadOnlyJournal.open(folder)) {
      List<Entry> entries = journal.entries(run);
      if (entries.isEmpty()) {
        throw new JournalException("the log in '" + folder.dir() + "' has no run '" + run + "'");
      }
      return new Material(run, finding, entries, files(journal, entries), seal(folder));
    }
  }

  private static Map<String, byte[]> files(Journal journal, List<Entry> entries) {
    Map<String, byte[]> files = new HashMap<>();
    for (Entry entry : entries) {
      Event event = entry.event();
      if (event instanceof Event.RunStarted started) {
        keep(journal, Side.OUTLINE, started.definition(), files);
      } else if (event instanceof Event.RunMigrated migrated) {
        keep(journal, Side.OUTLINE, migrated.to(), files);
      } else if (event instanceof Event.GateRequested asked) {
        keep(journal, Side.SHOWN, asked.shown(), files);
      }
    }
    return files;
  }

  private static void keep(Journal journal, Side side, String sha256, Map<String, byte[]> files) {
    journal.kept(side, sha256).ifPresent(content -> files.put(sha256, content));
  }

  private static Material.Seal seal(LogFolder folder) {
    long size = LogFolder.largest(folder.headSizes());
    Optional<Material.Head> head =
        folder
            .read(folder.head(size))
            .flatMap(Head::parse)
            .map(found -> new Material.Head(found.size(), found.root()));
    return new Material.Seal(folder.about().map(LogJson::origin), head, library());
  }

  private static String library() {
    return Optional.ofNullable(RunReport.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .or(() -> Optional.ofNullable(RunReport.class.getPackage().getImplementationVersion()))
        .orElse("development");
  }

  /** What the verifier found, which the report says first. */
  public Verification verification() {
    return verification;
  }

  /** One HTML file, in UTF-8 once it is written; it runs nothing and fetches nothing. */
  public String html() {
    return report.html();
  }

  /** The same as Markdown, without what is recorded of each event. */
  public String markdown() {
    return report.markdown();
  }
}
