package dev.interlock.audit;

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
    List<String> command = new ArrayList<>();
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
    if (args[0].equals("open")) {
      open(dir);
    } else {
      write(dir);
    }
  }

  private static void open(Path dir) {
    try (FileJournal journal = FileJournal.open(dir)) {
      System.out.println("opened " + journal.origin());
    } catch (JournalLockedException e) {
      System.out.println(e.getMessage());
    }
  }

  /**
   * Says the number of each event that is durable, such as {@code <7>}; ends only when it is
   * killed.
   */
  private static void write(Path dir) {
    FileJournal journal = FileJournal.open(dir);
    for (int thread = 0; thread < 4; thread++) {
      RunId run = RunId.of("run-" + thread);
      Thread writer = new Thread(() -> write(journal, run));
      writer.start();
    }
  }

  private static void write(FileJournal journal, RunId run) {
    while (true) {
      long seq = journal.append(Logs.AT, run, "run.waiting", Logs.json("{}")).seq();
      journal.force().toCompletableFuture().join();
      System.out.println("<" + seq + ">");
    }
  }
}
