package dev.interlock.audit;

import dev.interlock.Outline;
import dev.interlock.record.Journal;
import dev.interlock.record.JournalException;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process, which works on a log. */
final class Child {
  private Child() {}

  /** Starts a JVM that does this with a log; what it says comes out of its standard output. */
  static Process start(String act, Path dir) throws IOException {
    return start(act, dir, List.of());
  }

  /** The same for a JVM that may write no file of more than so many KiB. */
  static Process startWithin(String act, Path dir, int kibibytes) throws IOException {
    // a shell counts in blocks of 512 or 1,024 bytes; bash in the latter
    return start(
        act, dir, List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "bash"));
  }

  private static Process start(String act, Path dir, List<String> by) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(List.of("-cp", classPath(), Child.class.getName(), act, dir.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    Path classes =
        Path.of(FileJournal.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return String.join(
        System.getProperty("path.separator"),
        classes.toString(),
        classes.resolveSibling("test-classes").toString(),
        modules,
        System.getProperty("java.class.path"));
  }

  public static void main(String[] args) {
    Path dir = Path.of(args[1]);
    switch (args[0]) {
      case "open" -> open(dir);
      case "write-until-it-fails" -> writeUntilItFails(dir);
      default -> write(dir);
    }
  }

  private static void open(Path dir) {
    try (FileJournal journal = FileJournal.open(dir)) {
      System.out.println("opened " + journal.origin());
    } catch (JournalLockedException e) {
      System.out.println(e.getMessage());
    }
  }

  /** Says the same, and in the end that it was refused. */
  private static void writeUntilItFails(Path dir) {
    FileJournal journal = FileJournal.open(dir);
    try {
      write(journal, "run-");
    } catch (JournalException | java.util.concurrent.CompletionException e) {
      System.out.println("refused");
    }
  }

  /**
   * Says the number of each event that is durable, such as {@code <7>}; ends only when it is
   * killed.
   */
  private static void write(Path dir) {
    FileJournal journal = FileJournal.open(dir);
    for (int thread = 0; thread < 4; thread++) {
      String run = "run-" + ProcessHandle.current().pid() + "-" + thread + "-";
      Thread writer = new Thread(() -> write(journal, run));
      writer.start();
    }
  }

  /** Runs that are called off as soon as they are started. */
  private static void write(FileJournal journal, String name) {
    Outline outline = Shapes.of(0, new Weather(0, 0)).outline();
    journal.keep(Journal.Side.OUTLINE, outline.json().bytes());
    for (int n = 0; true; n++) {
      RunId run = RunId.of(name + n);
      journal.append(Logs.AT, run, "run.started", Logs.started(outline.digest()));
      long seq = journal.append(Logs.AT, run, "run.cancelled", Logs.json("{\"by\":\"a\"}")).seq();
      journal.force().toCompletableFuture().join();
      System.out.println("<" + seq + ">");
    }
  }
}
