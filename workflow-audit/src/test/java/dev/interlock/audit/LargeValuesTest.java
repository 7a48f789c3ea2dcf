package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.Engine;
import dev.interlock.Evidence;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.audit.Verification.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence that is larger, wider or deeper than anybody needs. */
public class LargeValuesTest {
  private static final int LINE = 65_536;

  @TempDir Path folder;

  LargeValuesTest() {}

  /** A long text. */
  public record Letters(String text) {}

  /** Many numbers. */
  public record Many(List<Integer> numbers) {}

  /** One within another. */
  public record Deep(Optional<Deep> inner) {}

  private Outcome<?> run(Record evidence) {
    Workflow<Publishing.Text, Publishing.Text> workflow =
        Workflow.define(
            "large",
            Publishing.Text.class,
            (flow, text) ->
                flow.step("only", Publishing.Text.class)
                    .reading(text, flow.evidence())
                    .unverified("a test")
                    .compute((in, out) -> adding(in, out, evidence)));
    try (FileJournal journal = Logs.open(folder)) {
      return Engine.on(journal).build().start(workflow, Publishing.RUN, Publishing.INPUT).settled();
    }
  }

  private static Publishing.Text adding(Publishing.Text in, Evidence out, Record evidence) {
    out.add(evidence);
    return in;
  }

  private void assertHolds() {
    assertThat(Logs.lines(Logs.read(Logs.journal(folder))))
        .allMatch(line -> line.length <= LINE + 1);
    assertThat(RecordVerifier.verify(folder).verdict()).isEqualTo(Verdict.OK_UNANCHORED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 4_000, 60_000, 65_500, 65_600, 1_000_000})
  void ofManyBytesIsRecordedInALineOrInABlob(int bytes) {
    assertThat(run(new Letters("x".repeat(bytes)))).isInstanceOf(Outcome.Completed.class);
    assertHolds();
  }

  @Test
  void ofMoreThanTheLimitFailsItsStep() {
    assertThat(run(new Letters("x".repeat(17 << 20)))).isInstanceOf(Outcome.Failed.class);
    assertHolds();
  }

  @Test
  void ofAHundredThousandNumbersIsRecordedInABlob() {
    assertThat(run(new Many(IntStream.range(0, 100_000).boxed().toList())))
        .isInstanceOf(Outcome.Completed.class);
    assertHolds();
  }

  @Test
  void nestedTenThousandDeepFailsItsStep() {
    Deep deep = new Deep(Optional.empty());
    for (int i = 0; i < 10_000; i++) {
      deep = new Deep(Optional.of(deep));
    }
    assertThat(run(deep)).isInstanceOf(Outcome.Failed.class);
    assertHolds();
  }
}
