package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Json;
import dev.interlock.record.Presence;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutlineTest {
  public record Sprint(String name, LocalDate ends) {}

  public enum State {
    NEW,
    DONE
  }

  public record Metrics(
      int done, BigDecimal rate, Map<State, Integer> counts, Optional<Note> note) {}

  public record Note(List<String> lines) {}

  public sealed interface Review {}

  public record Good(Note note) implements Review {}

  public record Bad(Note note, int findings) implements Review {}

  public record Reviews(Review qa, Review ops) {}

  public record Limits(int percent, Set<String> names) {}

  public record Closed(int epics) {}

  private static Good good() {
    return new Good(new Note(List.of()));
  }

  static Workflow<Sprint, Closed> review() {
    return Workflow.define(
        "review",
        Sprint.class,
        (flow, sprint) -> {
          Ref<Metrics> metrics =
              flow.step("metrics", Metrics.class)
                  .reading(sprint)
                  .expecting("no more is done than there is", m -> m.done() >= 0)
                  .verifiedBy("recount", (s, m) -> Verdict.passed(m))
                  .compute(s -> new Metrics(1, BigDecimal.ONE, Map.of(), Optional.empty()));
          Ref<Limits> limits = flow.given("limits", new Limits(80, Set.of("b", "a")));
          Ref<Reviews> reviews =
              flow.parallel("reviews", Reviews.class)
                  .branch(
                      "qa",
                      qa ->
                          qa.step("look", Review.class)
                              .reading(metrics, limits)
                              .combine((m, l) -> good()))
                  .branch(
                      "ops",
                      ops ->
                          ops.step("look", Review.class)
                              .reading(sprint)
                              .unverified("a person looked")
                              .compute(s -> good()))
                  .join(Reviews::new);
          Ref<Checked<Reviews>> sound = flow.check("not-blocked", reviews, Verdict::passed);
          Ref<Approved<Checked<Reviews>>> approved =
              flow.gate(
                      "approval",
                      sound,
                      Approvers.fourEyes("owner").atLeast(Presence.KEY).within(Duration.ofHours(4)))
                  .showing(metrics);
          return flow.step("closure", Closed.class)
              .reading(sprint, approved, flow.attempt(), flow.evidence())
              .verifiedBy("read-back", (s, a, n, e, c) -> Verdict.passed(c))
              .repeatable()
              .act((s, a, n, e) -> new Closed(1));
        });
  }

  @Nested
  class AsJson {
    @Test
    void it_is_the_golden_one() throws IOException {
      Golden.assertFile("review.outline.json", review().outline().json() + "\n");
    }

    @Test
    void it_is_one_line_and_one_value() {
      Json json = review().outline().json();
      assertThat(json.toString()).doesNotContain("\n", "\": ", ", \"");
      assertThat(Json.of(json.bytes())).isEqualTo(json);
    }

    @Test
    void the_same_definition_gives_the_same_bytes_and_digest() {
      assertThat(review().outline().json()).isEqualTo(review().outline().json());
      assertThat(review().digest()).isEqualTo(review().outline().digest()).matches("[0-9a-f]{64}");
      assertThat(review().digest()).isEqualTo(review().outline().json().sha256());
    }
  }

  @Nested
  class Digest {
    private static String of(UnaryOperator<Builder> change) {
      return change.apply(new Builder()).workflow().digest();
    }

    /** A definition of which each part can be changed. */
    static final class Builder {
      String name = "w";
      String version = "1";
      String step = "a";
      int limit = 1;
      Approvers approvers = Approvers.confirmedBy("owner");
      String rule = "it is so";
      String check = "look";
      String reason = "no need";
      boolean turned;
      boolean shown;
      boolean repeatable;

      Workflow<Note, Closed> workflow() {
        return Workflow.define(
                name,
                Note.class,
                (flow, input) -> {
                  Ref<Note> one =
                      flow.step(step, Note.class)
                          .reading(input)
                          .expecting(rule, n -> true)
                          .verifiedBy(check, (n, r) -> Verdict.passed(r))
                          .compute(n -> n);
                  Ref<Note> two =
                      flow.step("b", Note.class).reading(input).unverified(reason).compute(n -> n);
                  Ref<Integer> given = flow.given("limit", limit);
                  Ref<Closed> three =
                      flow.step("c", Closed.class)
                          .reading(turned ? two : one, turned ? one : two, given)
                          .combine((a, b, g) -> new Closed(g));
                  Gate<Closed> gate = flow.gate("g", three, approvers);
                  Gate<Closed> shows = shown ? gate.showing(one) : gate;
                  Ref<Checked<Note>> checked = flow.check("k", one, Verdict::passed);
                  var act = flow.step("d", Closed.class).reading(shows, checked).unverified("x");
                  return (repeatable ? act.repeatable() : act).act((a, c) -> a.value());
                })
            .version(version);
      }
    }

    private static final List<UnaryOperator<Builder>> CHANGES = new ArrayList<>();

    private static void change(Consumer<Builder> change) {
      CHANGES.add(
          builder -> {
            change.accept(builder);
            return builder;
          });
    }

    static {
      change(b -> b.name = "v");
      change(b -> b.version = "2");
      change(b -> b.step = "z");
      change(b -> b.limit = 2);
      change(b -> b.approvers = Approvers.confirmedBy("lead"));
      change(b -> b.approvers = Approvers.fourEyes("owner"));
      change(b -> b.approvers = Approvers.confirmedBy("owner").atLeast(Presence.KEY));
      change(b -> b.approvers = Approvers.confirmedBy("owner").within(Duration.ofHours(1)));
      change(b -> b.approvers = Approvers.confirmedBy("owner").within(Duration.ofHours(2)));
      change(b -> b.rule = "it is not so");
      change(b -> b.check = "look-again");
      change(b -> b.reason = "really no need");
      change(b -> b.turned = true);
      change(b -> b.shown = true);
      change(b -> b.repeatable = true);
    }

    @Test
    void everything_that_the_outline_says_changes_it() {
      Set<String> digests = new LinkedHashSet<>();
      digests.add(of(builder -> builder));
      for (int i = 0; i < CHANGES.size(); i++) {
        assertThat(digests.add(of(CHANGES.get(i)))).as("change " + i).isTrue();
      }
      assertThat(of(builder -> builder)).isEqualTo(digests.iterator().next());
    }

    @Test
    void the_kind_of_a_step_changes_it() {
      assertThat(
              Workflow.define(
                      "w",
                      Note.class,
                      (flow, in) ->
                          flow.step("a", Note.class).reading(in).unverified("x").combine(n -> n))
                  .digest())
          .isNotEqualTo(
              Workflow.define(
                      "w",
                      Note.class,
                      (flow, in) ->
                          flow.step("a", Note.class).reading(in).unverified("x").compute(n -> n))
                  .digest());
    }

    @Test
    void the_value_that_a_scope_gives_changes_it() {
      assertThat(giving(true)).isNotEqualTo(giving(false));
    }

    private static String giving(boolean first) {
      return Workflow.define(
              "w",
              Note.class,
              (flow, in) -> {
                Ref<Note> a = flow.step("a", Note.class).reading(in).combine(n -> n);
                Ref<Note> b = flow.step("b", Note.class).reading(a).combine(n -> n);
                Ref<Approved<Note>> gate = flow.gate("g", b, Approvers.confirmedBy("owner"));
                Ref<Note> end = flow.step("c", Note.class).reading(gate).combine(Approved::value);
                return flow.parallel("p", Note.class)
                    .branch("x", x -> first ? a : b)
                    .branch("y", y -> end)
                    .join((x, y) -> y);
              })
          .digest();
    }

    @Test
    void what_lambdas_do_does_not() {
      assertThat(
              Workflow.define(
                      "w",
                      Note.class,
                      (flow, in) -> flow.step("a", Note.class).reading(in).combine(n -> n))
                  .digest())
          .isEqualTo(
              Workflow.define(
                      "w",
                      Note.class,
                      (flow, in) ->
                          flow.step("a", Note.class)
                              .reading(in)
                              .combine(n -> new Note(List.of("x"))))
                  .digest());
    }
  }

  @Nested
  class AsTable {
    @Test
    void it_is_the_golden_one() throws IOException {
      Golden.assertFile("review.table.txt", review().outline().table());
    }

    @Test
    void it_fits_80_columns() {
      assertThat(review().outline().table().lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void the_diagram_is_the_golden_one() throws IOException {
    Golden.assertFile("review.mmd", review().diagram());
  }

  @Test
  void a_role_does_not_break_the_diagram() {
    assertThat(
            Workflow.define(
                    "w",
                    Note.class,
                    (flow, note) ->
                        flow.receive("r", Note.class)
                            .after(flow.gate("g", note, Approvers.confirmedBy("the\"lead\"#1")))
                            .unverified("x")
                            .from("an\"agent\""))
                .diagram())
        .contains("{{\"g<br/>the#quot;lead#quot;#35;1\"}}", "[/\"r<br/>an#quot;agent#quot;\"/]");
  }
}
