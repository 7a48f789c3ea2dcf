package dev.interlock;

import static dev.interlock.DeskChannel.ALICE;
import static dev.interlock.DeskChannel.BOB;
import static dev.interlock.Sample.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Event;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import dev.interlock.record.Principal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A deployment: built, checked, on a staging site, signed off by one person or by two, then live in
 * one region after the other; what went live is taken back when a later region fails.
 */
class DeploymentTest {
  private static final List<Region> REGIONS =
      List.of(new Region("eu-1"), new Region("us-1"), new Region("ap-1"));

  private final TestJournal journal = new TestJournal();
  private final ManualTime time = new ManualTime();
  private final DeskChannel desk = new DeskChannel();
  private final Ops ops = new Ops();
  private final Engine engine = Engine.on(journal).time(time).channel(desk).build();
  private final Workflow<Release, Live> deployment = deployment(ops);

  public record Release(String version, boolean changesData, List<Region> regions) {}

  public record Region(String id) {}

  public record Artifact(String version, String digest) {}

  public record Risk(Level level) {
    boolean high() {
      return level == Level.HIGH;
    }
  }

  public enum Level {
    LOW,
    HIGH
  }

  public record Site(String where, String version) {}

  public record Ready(Artifact artifact, Site staging) {}

  public record Live(List<Site> sites) {}

  /** What is deployed where; it fails where it is told to. */
  static final class Ops {
    final List<String> log = new ArrayList<>();
    final List<String> sites = new ArrayList<>();
    final Set<String> broken = new HashSet<>();

    Artifact build(Release release) {
      return new Artifact(release.version(), "sha-" + release.version());
    }

    Site stage(Checked<Artifact> built) {
      return up("staging", built.value().version());
    }

    Site deploy(Region region, Approved<Ready> signOff) {
      return up(region.id(), signOff.value().artifact().version());
    }

    private Site up(String where, String version) {
      if (broken.contains(where)) {
        throw new FailureException(Failure.Kind.BUSINESS_RULE, where + " has no room");
      }
      log.add("up " + where);
      sites.add(where);
      return new Site(where, version);
    }

    void undeploy(Site site) {
      log.add("down " + site.where());
      sites.remove(site.where());
    }

    Verdict answers(Site site) {
      return Verdict.of(sites.contains(site.where()), "nobody answers", site);
    }
  }

  /** One person in each of these roles, all different. */
  private static Approvers all(String... roles) {
    return Approvers.of("all", List.of(roles), roles.length, new All());
  }

  private record All() implements Approvers.Policy {
    @Override
    public Optional<String> objection(
        GateRequest request, List<Decision> earlier, Decision decision) {
      return earlier.stream()
              .anyMatch(one -> one.by().equals(decision.by()) || one.role().equals(decision.role()))
          ? Optional.of("this person or this role has decided already")
          : Optional.empty();
    }

    @Override
    public Approvers.Ruling ruling(GateRequest request, List<Decision> decisions) {
      if (decisions.stream().anyMatch(one -> one.answer() == Decision.Answer.DENIED)) {
        return Approvers.Ruling.DENIED;
      }
      Set<String> said = decisions.stream().map(Decision::role).collect(Collectors.toSet());
      return said.containsAll(request.roles())
          ? Approvers.Ruling.APPROVED
          : Approvers.Ruling.UNDECIDED;
    }
  }

  static Workflow<Release, Live> deployment(Ops ops) {
    return Workflow.define(
        "deployment",
        Release.class,
        (flow, release) -> {
          Ref<Artifact> built =
              flow.step("1-build", Artifact.class)
                  .reading(release)
                  .verifiedBy("digest", (r, artifact) -> Verdict.passed(artifact))
                  .timeout(Duration.ofMinutes(30))
                  .retry(3)
                  .compute(ops::build);
          Ref<Checked<Artifact>> checksOk = flow.check("2-checks", built, Verdict::passed);
          Ref<Site> staging =
              flow.step("3-staging-deployment", Site.class)
                  .reading(checksOk)
                  .verifiedBy("answers", (c, site) -> ops.answers(site))
                  .compensatedBy(ops::undeploy)
                  .act(ops::stage);
          Ref<Ready> ready =
              flow.step("4-ready", Ready.class).reading(built, staging).combine(Ready::new);
          Ref<Approved<Ready>> signOff = signOff(flow, release, ready);
          return live(flow, release, signOff, ops);
        });
  }

  private static Ref<Approved<Ready>> signOff(Flow flow, Ref<Release> release, Ref<Ready> ready) {
    Ref<Risk> risk =
        flow.step("5-risk", Risk.class)
            .reading(release)
            .combine(r -> new Risk(r.changesData() ? Level.HIGH : Level.LOW));
    return flow.choose("6-by-risk")
        .on(risk)
        .when(
            "high",
            "risk is high",
            Risk::high,
            f -> f.gate("two-people", ready, all("release-manager", "security")).showing(risk))
        .otherwise(f -> f.gate("one-person", ready, Approvers.confirmedBy("release-manager")));
  }

  private static Ref<Live> live(
      Flow flow, Ref<Release> release, Ref<Approved<Ready>> signOff, Ops ops) {
    Ref<List<Site>> sites =
        flow.forEach("7-regions", Region.class)
            .of(release, Release::regions)
            .keyedBy(Region::id)
            .atMost(20)
            .run(
                (each, region) ->
                    each.step("deploy", Site.class)
                        .reading(region, signOff)
                        .verifiedBy("answers", (r, s, site) -> ops.answers(site))
                        .compensatedBy(ops::undeploy)
                        .act(ops::deploy));
    return flow.step("8-live", Live.class).reading(sites).combine(Live::new);
  }

  private Run<Live> start(boolean changesData) {
    return engine.start(
        deployment, RUN, new Release("1.4", changesData, REGIONS), Principal.of("rita"));
  }

  private Optional<String> decide(boolean yes, Principal by, String role) {
    GateRequest request = engine.pending(RUN).get(0);
    return engine.decide(
        yes ? request.approved(by, role, "desk") : request.denied(by, role, "desk"));
  }

  private static Site site(String where) {
    return new Site(where, "1.4");
  }

  @Test
  void reads_as_it_was_written() throws IOException {
    Golden.assertOutline("deployment", deployment);
    assertThat(deployment.outline().table().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void goes_live_region_by_region_once_one_person_signed_off() {
    Run<Live> run = start(false);
    assertThat(ops.log).containsExactly("up staging");
    assertThat(engine.pending(RUN).get(0).gate()).isEqualTo("6-by-risk/otherwise/one-person");
    assertThat(decide(true, ALICE, "release-manager")).isEmpty();
    assertThat(run.settled())
        .isEqualTo(
            new Outcome.Completed<>(new Live(List.of(site("eu-1"), site("us-1"), site("ap-1")))));
    assertThat(ops.log).containsExactly("up staging", "up eu-1", "up us-1", "up ap-1");
    assertThat(Sample.events(engine, Event.StepStarted.class))
        .extracting(Event.StepStarted::path)
        .containsExactly(
            "1-build",
            "3-staging-deployment",
            "4-ready",
            "5-risk",
            "7-regions[eu-1]/deploy",
            "7-regions[us-1]/deploy",
            "7-regions[ap-1]/deploy",
            "8-live");
  }

  @Test
  void a_high_risk_needs_two_people_in_two_roles() {
    Run<Live> run = start(true);
    assertThat(engine.pending(RUN).get(0).gate()).isEqualTo("6-by-risk/high/two-people");
    assertThat(decide(true, ALICE, "release-manager")).isEmpty();
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    assertThat(decide(true, ALICE, "security")).isPresent();
    assertThat(run.settled()).isInstanceOf(Outcome.Waiting.class);
    assertThat(ops.sites).containsExactly("staging");
    assertThat(decide(true, BOB, "security")).isEmpty();
    assertThat(run.settled()).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void a_denied_sign_off_rejects_the_run_and_takes_staging_down() {
    Run<Live> run = start(false);
    assertThat(decide(false, ALICE, "release-manager")).isEmpty();
    assertThat(run.settled())
        .isEqualTo(new Outcome.Rejected<>("6-by-risk/otherwise/one-person", "the gate was denied"));
    assertThat(ops.log).containsExactly("up staging", "down staging");
    assertThat(journal.names())
        .containsSubsequence(
            "gate.closed", "compensation.started", "compensation.completed", "run.rejected");
  }

  @Test
  void a_region_that_fails_takes_those_before_it_down_the_latest_first() {
    ops.broken.add("ap-1");
    Run<Live> run = start(false);
    assertThat(decide(true, ALICE, "release-manager")).isEmpty();
    assertThat(run.settled())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.path()).isEqualTo("7-regions[ap-1]/deploy"));
    assertThat(ops.log)
        .containsExactly(
            "up staging", "up eu-1", "up us-1", "down us-1", "down eu-1", "down staging");
    assertThat(ops.sites).isEmpty();
  }

  @Test
  void a_staging_site_that_nobody_answers_at_asks_nobody_to_sign() {
    ops.broken.add("staging");
    assertThat(start(false).settled()).isInstanceOf(Outcome.Failed.class);
    assertThat(desk.presented()).isEmpty();
    assertThat(ops.log).isEmpty();
  }

  @Test
  void taking_down_goes_on_in_another_process() {
    ops.broken.add("ap-1");
    start(false);
    assertThat(decide(true, ALICE, "release-manager")).isEmpty();
    List<String> names = journal.names();
    int second = names.lastIndexOf("compensation.started");
    TestJournal left = journal.cutAfter(second);
    ops.log.clear();
    Engine other = Engine.on(left).time(time).channel(desk).workflow(deployment).build();
    assertThat(other.resume(RUN).settled()).isInstanceOf(Outcome.Failed.class);
    assertThat(ops.log).containsExactly("down staging");
  }
}
