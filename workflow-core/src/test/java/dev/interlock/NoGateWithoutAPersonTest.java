package dev.interlock;

import static dev.interlock.Sample.RUN;
import static dev.interlock.Sample.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done by rule, by time or by a machine gives no approval. */
class NoGateWithoutAPersonTest {
  private final Journal journal = Journal.inMemory();
  private final ManualTime time = new ManualTime();
  private final AtomicInteger published = new AtomicInteger();
  private final DeskChannel desk = new DeskChannel();

  /** A policy that wants everything open. */
  private record Open() implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      return Optional.empty();
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      return Approvers.Ruling.APPROVED;
    }
  }

  static Stream<Approvers> all() {
    Duration hour = Duration.ofHours(1);
    return Stream.of(
        Approvers.confirmedBy("editor"),
        Approvers.confirmedBy("editor").within(hour),
        Approvers.confirmedBy("editor").askedAgainAfter(hour),
        Approvers.confirmedBy("editor").escalatingAfter(hour, "boss"),
        Approvers.fourEyes("editor"),
        Approvers.all("editor", "boss"),
        Approvers.some(1, "editor", "boss").vetoedBy("boss"),
        Approvers.groups(Approvers.Need.of(1, "editor"), Approvers.Need.of(2, "boss")),
        Approvers.breakGlass(2, "editor", "a look at it"),
        Approvers.of("open", List.of("editor"), 1, new Open()));
  }

  private Engine engine() {
    return Engine.on(journal).time(time).channel(desk).build();
  }

  private Engine started(Approvers approvers) {
    Engine engine = engine();
    engine
        .start(
            Sample.publish(
                approvers,
                approved -> {
                  published.incrementAndGet();
                  return approved.value();
                }),
            RUN,
            Sample.INPUT)
        .settled();
    return engine;
  }

  @ParameterizedTest
  @MethodSource("all")
  void timeOpensNone(Approvers approvers) {
    Engine engine = started(approvers);
    for (int i = 0; i < 4; i++) {
      time.pass(Duration.ofHours(1));
      time.fire();
      engine.runDue();
      engine.resume(RUN).settled();
    }
    assertThat(published).hasValue(0);
    assertThat(events(engine, Event.GateDecided.class)).isEmpty();
    assertThat(events(engine, Event.GateClosed.class))
        .extracting(Event.GateClosed::outcome)
        .doesNotContain("approved");
  }

  @ParameterizedTest
  @MethodSource("all")
  void noMachineOpensOneWhateverChannelItAnswersOver(Approvers approvers) {
    Engine engine = started(approvers);
    for (Principal machine : List.of(Principal.ai("helper"), Principal.system("rule"))) {
      for (String role : approvers.roles()) {
        assertThat(engine.decide(desk.last().approved(machine, role, "desk")))
            .contains("not-a-person: " + machine + " opens no gate");
      }
    }
    assertThat(published).hasValue(0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void noPolicyOpensOneBeforeAnybodyHasSaidYes(Approvers approvers) {
    boolean glass = approvers.followUp().isPresent(); // never lower than KEY
    Engine engine = started(glass ? approvers : approvers.atLeast(Presence.TERMINAL));
    GateRequest request = desk.last();
    engine.decide(request.denied(Principal.of("a"), request.roles().get(0), "desk"));
    engine.resume(RUN).settled();
    assertThat(published).hasValue(0);
  }
}
