package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.WorkflowException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service answers: 200, in time, with what it should say. What it examines is the URL, whose
 * origin (scheme, host, port) must be one of those that the host allows; no redirect is followed.
 *
 * <p>Immutable; every call returns a new object. Safe for many threads.
 */
public final class HttpCheck implements Check<String> {
  private static final int MOST_BYTES = 1024 * 1024;
  private static final Duration STANDARD = Duration.ofSeconds(5);

  private final Set<String> origins;
  private final Duration patience;
  private final Optional<String> text;
  private final HttpClient client;

  private HttpCheck(Set<String> origins, Duration patience, Optional<String> text) {
    this.origins = origins;
    this.patience = patience;
    this.text = text;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  /**
   * What it saw. Immutable.
   *
   * @param url what was asked
   * @param status the status, 100 to 599
   * @param size how many bytes came
   * @param sha256 their digest
   * @param tookMicros until the answer was there, in microseconds
   */
  public record Seen(String url, int status, long size, String sha256, long tookMicros) {}

  /**
   * Services of these origins and no others, each such as {@code http://127.0.0.1:8080}.
   *
   * @throws WorkflowException if one is no origin
   */
  public static HttpCheck of(String... origins) {
    Set<String> set = Stream.of(origins).map(HttpCheck::known).collect(Collectors.toSet());
    return new HttpCheck(Set.copyOf(set), STANDARD, Optional.empty());
  }

  private static String known(String origin) {
    String same = origin(URI.create(origin));
    if (!same.equals(origin)) {
      throw new WorkflowException("'" + origin + "' is no origin such as http://127.0.0.1:8080");
    }
    return same;
  }

  private static String origin(URI url) {
    return url.getUserInfo() != null || url.getHost() == null
        ? ""
        : url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  /** The same, waiting so long for the whole answer. */
  public HttpCheck within(Duration time) {
    return new HttpCheck(origins, time, text);
  }

  /** The same, with an answer that is this text or has a line that is, and not a part of one. */
  public HttpCheck saying(String expected) {
    return new HttpCheck(origins, patience, Optional.of(expected));
  }

  @Override
  public Verdict examine(String url) throws InterruptedException {
    try {
      URI uri = URI.create(url);
      NotAsItShouldBe.unless(
          origins.contains(origin(uri)), "'" + url + "' is none of the services that may be asked");
      return answered(uri);
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IllegalArgumentException e) {
      return Verdict.failed("'" + url + "' is no URL");
    } catch (IOException e) {
      return Verdict.failed("'" + url + "' does not answer: " + e.getMessage());
    }
  }

  private Verdict answered(URI url) throws IOException, InterruptedException {
    long from = System.nanoTime();
    HttpRequest request = HttpRequest.newBuilder(url).timeout(patience).GET().build();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    HttpResponse<Void> answer =
        whole(
            client.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(
                    part -> part.ifPresent(more -> keep(body, more)))));
    byte[] bytes = body.toByteArray();
    long took = System.nanoTime() - from;
    Seen seen =
        new Seen(
            url.toString(),
            answer.statusCode(),
            bytes.length,
            Line.hex(HashTree.sha256().digest(bytes)),
            TimeUnit.NANOSECONDS.toMicros(took));
    Optional<String> objection = objection(seen, new String(bytes, StandardCharsets.UTF_8));
    return Verdict.of(objection.isEmpty(), objection.orElse(""), seen);
  }

  private static void keep(ByteArrayOutputStream body, byte[] more) {
    if (body.size() + more.length > MOST_BYTES) {
      throw new UncheckedIOException(new IOException("it has over " + MOST_BYTES + " bytes"));
    }
    body.writeBytes(more);
  }

  /** The answer with all of its body, or none in time. */
  private HttpResponse<Void> whole(CompletableFuture<HttpResponse<Void>> coming)
      throws IOException, InterruptedException {
    try {
      return coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      coming.cancel(true);
      throw new IOException("it took over " + patience.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
  }

  private Optional<String> objection(Seen seen, String said) {
    String name = "'" + seen.url() + "' ";
    if (seen.status() != 200) {
      return Optional.of(name + "answers with the status " + seen.status());
    }
    return text.filter(
            expected -> !said.equals(expected) && said.lines().noneMatch(expected::equals))
        .map(expected -> name + "does not say what it should");
  }
}
