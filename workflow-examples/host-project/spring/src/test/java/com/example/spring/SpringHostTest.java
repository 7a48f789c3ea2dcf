package com.example.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlock.Engine;
import dev.interlock.Run;
import dev.interlock.audit.RecordVerifier;
import dev.interlock.audit.Verification;
import dev.interlock.record.Event;
import dev.interlock.record.Presence;
import dev.interlock.record.RunId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SpringHostTest {
  private static final Pattern SHOWN = Pattern.compile("\"shown\":\"([0-9a-f]{64})\"");
  private static Path folder;

  @Autowired Engine engine;

  @Value("${local.server.port}")
  int port;

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry registry) throws IOException {
    folder = Files.createTempDirectory("spring-host");
    registry.add("host.folder", folder::toString);
  }

  @BeforeEach
  void changes() throws IOException {
    Files.writeString(folder.resolve("changes.txt"), "faster\nsafer\n");
  }

  private HttpResponse<String> send(String method, String path, String login)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!login.isEmpty()) {
      byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aSecondPersonWhoLoggedInApproves() throws Exception {
    assertEquals(401, send("POST", "/releases/1.2", "").statusCode());
    assertEquals("release-1.2", send("POST", "/releases/1.2", "ada:ada-1").body());

    HttpResponse<String> inbox = send("GET", "/inbox", "alice:alice-1");
    assertTrue(inbox.body().contains("faster"), inbox.body());
    Matcher shown = SHOWN.matcher(inbox.body());
    assertTrue(shown.find());
    String approval = "/inbox/release-1.2/" + shown.group(1) + "/approval";

    assertEquals(401, send("POST", approval, "alice:guessed").statusCode());
    HttpResponse<String> own = send("POST", approval, "ada:ada-1");
    assertEquals(409, own.statusCode());
    assertTrue(own.body().startsWith("self-approval"), own.body());
    String other = "/inbox/release-1.2/" + "0".repeat(64) + "/approval";
    assertEquals(404, send("POST", other, "alice:alice-1").statusCode());
    assertEquals("counted", send("POST", approval, "alice:alice-1").body());

    RunId run = RunId.of("release-1.2");
    assertEquals(Run.Status.COMPLETED, engine.standing(run).orElseThrow().status());
    assertEquals("faster\nsafer\n", Files.readString(folder.resolve("release-1.2.txt")));
    Event.GateDecided decided =
        engine.events(run).stream()
            .map(entry -> entry.event())
            .filter(Event.GateDecided.class::isInstance)
            .map(Event.GateDecided.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals("alice", decided.principal());
    assertEquals(Presence.LOGIN, decided.presence());
    assertTrue(decided.proven());
    Verification found = RecordVerifier.verify(folder.resolve("record"), run);
    assertEquals(0, found.verdict().exitCode(), () -> String.valueOf(found));
  }
}
