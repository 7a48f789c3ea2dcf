package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Logs to export runs of, and strangers with a shell who look at what came of it. */
final class Exports {
  /** Nobody would choose such names, and somebody will. */
  static final Principal ODD = Principal.of("al\"i\\ce/$(id)'%s<e>");

  /** What the steps pass on. */
  public record Text(String text) {}

  private Exports() {}

  static Workflow<Text, Text> workflow() {
    return Workflow.<Text, Text>define(
            "letter",
            Text.class,
            (flow, text) -> {
              Ref<Text> more =
                  flow.step("more", Text.class)
                      .reading(text)
                      .sensitive()
                      .combine(in -> new Text(in.text() + "!"));
              Ref<Text> open =
                  flow.step("open", Text.class)
                      .reading(more)
                      .combine(in -> new Text("\u0085 of " + in.text().length() + " \"\\ é"));
              Ref<Approved<Text>> yes = flow.gate("send", open, Approvers.confirmedBy("lead"));
              return flow.step("sent", Text.class).reading(yes).combine(Approved::value);
            })
        .sensitiveInput();
  }

  static Engine engine(FileJournal journal) {
    return Engine.on(journal)
        .time(new Clocks())
        .channel(new Desk())
        .executor(Runnable::run)
        .workflow(workflow())
        .build();
  }

  static void start(Engine engine, String run) {
    engine.start(workflow(), RunId.of(run), new Text("hidden"), Principal.of("rita"));
  }

  static void approve(Engine engine, String run) {
    engine
        .pending(RunId.of(run))
        .forEach(request -> engine.decide(request.approved(ODD, "lead", Desk.NAME)));
  }

  /** Runs whose lines stand among each other: two that end, and one that waits. */
  static void interleaved(Path log, JournalOptions options) {
    try (FileJournal journal = FileJournal.open(log, options, TestDisk.quick())) {
      Engine engine = engine(journal);
      for (String run : List.of("a.b_c-D", "axb_c-D", "waits")) {
        start(engine, run);
      }
      approve(engine, "axb_c-D");
      approve(engine, "a.b_c-D");
    }
  }

  /** The commands of the page of an export: what it says a stranger can type. */
  static List<String> commands(Path dir) {
    return new String(Logs.read(dir.resolve("README.txt")), UTF_8)
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();
  }

  /** What came of commands. */
  record Said(int exit, String text) {}

  /** Types commands in a folder, as one script. */
  static Said type(Path dir, List<String> commands) {
    needTools();
    try {
      Path said = Files.createTempFile("said", ".txt");
      Process process =
          new ProcessBuilder("sh", "-c", String.join("\n", commands))
              .directory(dir.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(said);
      Files.delete(said);
      return new Said(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void needTools() {
    for (String tool : List.of("ssh-keygen", "openssl", "sha256sum", "sed", "grep", "find")) {
      assumeTrue(
          List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
              .anyMatch(place -> Files.isExecutable(Path.of(place, tool))),
          tool + " is missing: install openssh-client, openssl, coreutils, sed, grep, findutils");
    }
  }

  /** All files below a folder. */
  static SortedMap<String, byte[]> files(Path dir) {
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  file -> dir.relativize(file).toString(),
                  Logs::read,
                  (one, other) -> one,
                  TreeMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
