package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Flow;
import dev.interlock.Ref;
import dev.interlock.Workflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of runs that wait for something else than a gate. */
class WaitingRunsTest {
  @TempDir Path folder;

  /** What goes in and comes out. */
  public record Word(String text) {}

  /** Several of them. */
  public record Words(List<String> all) {}

  private Shell shell(BiFunction<Flow, Ref<Word>, Ref<Word>> definition) {
    Workflow<Word, Word> workflow = Workflow.define("tour", Word.class, definition);
    return new Shell(
        folder.resolve("log"),
        setup -> setup.engine().build(),
        CommandWorkflow.onLog(
            "tour", "Goes round.", log -> workflow, request -> new Word("hello")));
  }

  private static Ref<Word> said(Flow flow, String name, Ref<Word> word) {
    return flow.step(name, Word.class).reading(word).combine(w -> w);
  }

  @Test
  void name_who_hands_in_a_value() {
    Shell shell =
        shell(
            (flow, word) ->
                flow.receive("plan", Word.class).unverified("a test").from("agent", "lead"));
    Shell.Answer answer = shell.on("tour", "--run", "one");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.lines()).contains("  at plan: a value from agent, lead");
    assertThat(shell.on("show", "one").lines()).anyMatch(line -> line.matches("plan +open.*"));
  }

  @Test
  void say_when_a_pause_is_over_and_that_resume_goes_on() {
    Shell shell =
        shell(
            (flow, word) -> {
              flow.pause("cool-down", Duration.ofDays(1));
              return said(flow, "after", word);
            });
    Shell.Answer answer = shell.on("tour", "--run", "one");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.lines())
        .anyMatch(line -> line.startsWith("  at cool-down: goes on after 20"));
    assertThat(answer.lastLine()).contains("resume one");
  }

  @Test
  void name_the_run_that_they_wait_for() {
    Workflow<Word, Word> child =
        Workflow.define(
            "child",
            Word.class,
            (flow, word) -> flow.receive("plan", Word.class).unverified("a test").from("agent"));
    Shell shell = shell((flow, word) -> flow.child("part", child, word));
    Shell.Answer answer = shell.on("tour", "--run", "one");
    assertThat(answer.lines())
        .anyMatch(line -> line.matches("  at part: run one\\.[0-9a-f]{16} has not ended"));
    assertThat(shell.on("runs").lines()).anyMatch(line -> line.contains("child"));
  }

  @Test
  void show_why_an_effect_could_not_be_undone() {
    Shell shell =
        shell(
            (flow, word) -> {
              Ref<Word> done =
                  flow.step("act", Word.class)
                      .reading(word)
                      .unverified("a test")
                      .unguarded("a test")
                      .compensatedBy(
                          w -> {
                            throw new IllegalStateException("it is stuck");
                          })
                      .act(w -> w);
              return flow.step("fails", Word.class)
                  .reading(done)
                  .combine(
                      w -> {
                        throw new IllegalStateException("no");
                      });
            });
    Shell.Answer answer = shell.on("tour", "--run", "one");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.lines()).contains("  at act").anyMatch(line -> line.contains("it is stuck"));
    assertThat(answer.lastLine()).contains("resume one");
    assertThat(shell.on("show", "one").lines()).anyMatch(line -> line.matches("act +not undone.*"));
  }

  @Test
  void show_arms_turns_and_what_was_passed_over() {
    Shell shell =
        shell(
            (flow, word) -> {
              flow.step("note")
                  .reading(word)
                  .unverified("a test")
                  .unguarded("a test")
                  .optional("nice to have")
                  .act(
                      w -> {
                        throw new IllegalStateException("no");
                      });
              Ref<Word> chosen =
                  flow.choose("which")
                      .on(word)
                      .when(
                          "long", "over nine", w -> w.text().length() > 9, f -> said(f, "a", word))
                      .otherwise(f -> said(f, "b", word));
              Ref<Word> rounds =
                  flow.repeat("rounds", Word.class)
                      .atMost(3)
                      .until("always", w -> true)
                      .run((again, previous) -> said(again, "c", chosen));
              Ref<List<Word>> each =
                  flow.forEach("letters", String.class)
                      .of(rounds, w -> List.of(w.text().split("")).subList(0, 2))
                      .keyedBy(letter -> letter)
                      .atMost(9)
                      .run(
                          (turn, letter) ->
                              turn.step("d", Word.class).reading(letter).combine(Word::new));
              return flow.step("join", Word.class)
                  .reading(each)
                  .combine(all -> new Word(all.toString()));
            });
    assertThat(shell.on("tour", "--run", "one").exit()).isZero();
    List<String> lines = shell.on("show", "one").lines();
    assertThat(lines)
        .anyMatch(line -> line.matches("note +skipped.*"))
        .anyMatch(line -> line.matches("which +took.*"))
        .anyMatch(line -> line.matches("rounds +turn 1.*"))
        .anyMatch(line -> line.matches("rounds\\[1\\]/c +done.*"))
        .anyMatch(line -> line.matches("letters +2 elements.*"))
        .anyMatch(line -> line.matches("letters\\[h\\]/d +done.*"));
    assertThat(lines).allMatch(line -> line.length() <= 80);
  }
}
