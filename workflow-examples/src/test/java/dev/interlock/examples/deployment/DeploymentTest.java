package dev.interlock.examples.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlock.Channel;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.gates.command.ServiceRunner;
import dev.interlock.record.Codec;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import dev.interlock.record.Journal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site is built, tried, approved by two people, served, and taken back where it does not hold.
 */
@Tag("kill")
class DeploymentTest {
  @TempDir Path folder;
  private final Journal journal = Journal.inMemory();
  private Path log;
  private Map<String, String> options;

  @BeforeEach
  void open() throws IOException {
    try {
      Tools.maven();
    } catch (WorkflowException e) {
      assumeTrue(false, e.getMessage());
    }
    Path tests = Tools.mavenRepository().resolve("org/junit/jupiter/junit-jupiter-engine/6.1.3");
    assumeTrue(Files.isDirectory(tests), "JUnit is not in the local repository: ./mvnw verify");
    log = folder.resolve("log");
    options = new HashMap<>(Map.of("offline", "yes"));
    options.put("staging-port", freePort());
    options.put("production-port", freePort());
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  @AfterEach
  void stop() {
    Serving.current(log.resolve("production")).map(Site::service).ifPresent(ServiceRunner::stop);
    for (Entry entry : journal.runs().stream().flatMap(r -> journal.entries(r).stream()).toList()) {
      if (entry.event() instanceof Event.StepCompleted step
          && step.path().equals("3-staging-deployment")) {
        ServiceRunner.stop(Codec.json().read(step.value(), Site.class).service());
      }
    }
  }

  private Outcome<Verified> deploy(String run, Channel... channels) {
    DeploymentRequest request = DeploymentRun.prepare(log, RunId.of(run), options);
    Engine.Builder engine = Engine.on(journal).workflow(Deployment.workflow(log));
    for (Channel channel : channels) {
      engine = engine.channel(channel);
    }
    return engine.build().start(Deployment.workflow(log), RunId.of(run), request).settled();
  }

  private String production(String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + options.get("production-port") + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private List<String> names(String run) {
    return journal.entries(RunId.of(run)).stream().map(Entry::name).toList();
  }

  /** A copy of the sample in which something is otherwise. */
  private void otherwise(String from, String to) throws IOException {
    Path site = folder.resolve("site-" + to.hashCode());
    Shipped.copy(site);
    Path source = site.resolve("src/main/java/site/Site.java");
    String text = Files.readString(source);
    assertThat(text).contains(from);
    Files.writeString(source, text.replace(from, to));
    options.put("site", site.toString());
  }

  @Test
  void isServedOnceTwoPeopleApproveAndComesBackWhereTheNextOneDoesNotHold() throws Exception {
    Outcome<Verified> first = deploy("first", Desk.yes());
    assertThat((Object) first).as(first.toString()).isInstanceOf(Outcome.Completed.class);
    assertThat(production("/")).isEqualTo("Hello from production\n");
    assertThat(names("first")).contains("gate.refused"); // one person for both roles

    otherwise("Hello from", "Goodbye from");
    Files.writeString(
        Path.of(options.get("site"), "src/test/java/site/SiteTest.java"),
        Files.readString(Path.of(options.get("site"), "src/test/java/site/SiteTest.java"))
            .replace("Hello from", "Goodbye from"));
    Outcome<Verified> denied = deploy("denied", Desk.no());
    assertThat((Object) denied).as(denied.toString()).isInstanceOf(Outcome.Rejected.class);
    assertThat(production("/")).isEqualTo("Hello from production\n");

    otherwise(
        "\"ok, version \" + version + \"\\n\"",
        "place.equals(\"production\") ? \"sick\\n\" : \"ok, version \" + version + \"\\n\"");
    Outcome<Verified> sick = deploy("sick", Desk.yes());
    assertThat((Object) sick).as(sick.toString()).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed<Verified>) sick).path())
        .isEqualTo("8-post-deployment-verification");
    assertThat(names("sick"))
        .containsSubsequence("compensation.started", "compensation.completed", "run.failed");
    assertThat(production("/health")).isEqualTo("ok, version 1.1.0\n");
    assertThat(DeploymentReport.write(log, journal.entries(RunId.of("sick"))))
        .singleElement()
        .satisfies(file -> assertThat(file).content().contains("7-production-deployment: undone"));
  }

  @Test
  void isNotEvenTriedWhereItsTestsFail() throws Exception {
    otherwise("Hello from", "Goodbye from");

    Outcome<Verified> outcome = deploy("broken", Desk.yes());

    assertThat((Object) outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.toString()).contains("1 tests failed");
    assertThat(names("broken")).doesNotContain("gate.requested");
  }
}
