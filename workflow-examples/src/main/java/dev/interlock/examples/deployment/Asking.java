package dev.interlock.examples.deployment;

import dev.interlock.Approved;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The bodies of the steps that ask a site how it is. */
final class Asking {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Asks the trial for its page, its health, and for something that is not there. */
  Answers smoke(Site staged) throws IOException, InterruptedException {
    List<Answers.Answer> answers = new ArrayList<>();
    for (String path : List.of("/", "/health", "/missing")) {
      HttpResponse<String> answer = get(staged.url() + path);
      String first = answer.body().lines().findFirst().orElse("");
      answers.add(new Answers.Answer(path, answer.statusCode(), first));
    }
    return new Answers(answers);
  }

  /** Looks at what the trial tells browsers, and what it lets be done. */
  SecurityReview review(Site staged, Answers answers) throws IOException, InterruptedException {
    List<String> findings = new ArrayList<>();
    HttpResponse<String> page = get(staged.url() + "/");
    for (String header : List.of("x-content-type-options", "content-security-policy")) {
      if (page.headers().firstValue(header).isEmpty()) {
        findings.add("the page has no header '" + header + "'");
      }
    }
    for (String method : List.of("PUT", "DELETE", "TRACE")) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(staged.url() + "/"))
              .timeout(PATIENCE)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 400) {
        findings.add("the page can be asked to " + method);
      }
    }
    return new SecurityReview(List.of("headers of /", "methods of /"), findings);
  }

  /** Asks production which version it is. */
  Verified verify(Live live, Approved<Build> approval) throws IOException, InterruptedException {
    Site site = live.site();
    String said = get(site.url() + "/health").body().strip();
    return new Verified(said.replaceFirst(".*version ", ""), site.url(), site.jar());
  }

  /** A site that has just been started takes a moment before it answers. */
  private HttpResponse<String> get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).GET().build();
    for (int tries = 1; ; tries++) {
      try {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException e) {
        if (tries == TRIES) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }
}
