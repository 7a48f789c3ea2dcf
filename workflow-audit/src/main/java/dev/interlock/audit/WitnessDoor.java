package dev.interlock.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where a witness takes checkpoints: one HTTP request and its answer. Safe for many threads. */
final class WitnessDoor {
  private static final int MOST_BYTES = 16 << 10;

  /** What a witness answered. */
  @SuppressWarnings("ArrayRecordComponent") // read once
  record Answer(int status, String type, byte[] body) {}

  private final HttpClient client;
  private final URI address;
  private final Duration limit;

  /**
   * Asks at an address.
   *
   * @param limit how long one answer may take, to its last byte
   */
  WitnessDoor(URI address, Duration limit) {
    this.address = address;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .build();
  }

  /** Sends a request and waits for all of the answer. */
  Answer post(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        client.sendAsync(request, head -> new LimitedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> answer = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      String type = answer.headers().firstValue("Content-Type").orElse("");
      return new Answer(answer.statusCode(), type, answer.body());
    } catch (ExecutionException e) {
      throw new IOException("cannot be asked: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit.toMillis() + " ms", e);
    } finally {
      asked.cancel(true);
    }
  }
}
