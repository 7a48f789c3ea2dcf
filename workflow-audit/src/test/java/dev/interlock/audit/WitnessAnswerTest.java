package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer of a witness that does not count. */
class WitnessAnswerTest extends WithWitness {
  private String problemWith(TestWitness.Manner manner) {
    witness.manner = manner;
    Anchor.Standing standing = write(3, anchor());
    assertThat(standing.taken()).isZero();
    assertThat(note(3)).doesNotExist();
    return standing.problem().orElseThrow();
  }

  private static byte[] ok(String body) {
    return TestWitness.response(200, "", body.getBytes(UTF_8));
  }

  private String textOf(String request) {
    return request.substring(request.indexOf("\n\n") + 2, request.lastIndexOf("\n\n") + 1);
  }

  @Test
  void is_signed_by_a_key_that_is_not_the_configured_one() {
    KeyPair other = TestWitness.newKey();
    assertThat(
            problemWith(
                (request, proper) ->
                    ok(TestWitness.cosignature(witness.name, other, 1, textOf(request)))))
        .contains("without a signature by the key 'witness.test/w1'");
  }

  @Test
  void claims_the_configured_key_and_is_signed_by_another() {
    KeyPair other = TestWitness.newKey();
    assertThat(
            problemWith(
                (request, proper) -> {
                  String good = witness.cosignature(textOf(request));
                  String forged = TestWitness.cosignature(witness.name, other, 1, textOf(request));
                  byte[] bytes =
                      Base64.getDecoder()
                          .decode(forged.trim().substring(forged.lastIndexOf(' ') + 1));
                  byte[] id = TestWitness.keyId(witness.name, 4, TestWitness.raw(witness.key));
                  System.arraycopy(id, 0, bytes, 0, 4);
                  String line = Base64.getEncoder().encodeToString(bytes);
                  return ok(good + "\u2014 " + witness.name + " " + line + "\n");
                }))
        .contains("a signature in the name of 'witness.test/w1' that does not hold");
  }

  @Test
  void is_about_another_head() {
    assertThat(
            problemWith(
                (request, proper) ->
                    ok(witness.cosignature(textOf(request).replace("\n3\n", "\n4\n")))))
        .contains("does not hold");
  }

  @Test
  void names_another_time_than_the_one_that_was_signed_or_none() {
    assertThat(
            problemWith(
                (request, proper) ->
                    ok(TestWitness.cosignature(witness.name, witness.key, 0, textOf(request)))))
        .contains("does not hold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "ok\n",
        "- witness.test/w1 AAAAAAAA\n",
        "\u2014 witness.test/w1 AAAAAAA\n",
        "\u2014 witness.test/w1 AAAA\n",
        "\u2014 witness.test/w1 AAAAAAAA",
        "\u2014 witness.test/w1 AAAAAAAB=\n",
        "\u2014 witness test/w1 AAAAAAAA\n",
        "\u2014 witness.test/w1 AAAAAAAA\n\n",
        "\u2014 witness.test/w1 AAAAAAAA\r\n",
        "\u2014 a+b AAAAAAAA\n",
        "\u2014 a\u00a0b AAAAAAAA\n"
      })
  void is_garbage(String body) {
    assertThat(problemWith((request, proper) -> ok(body))).contains("the note ");
  }

  @Test
  void is_no_text() {
    assertThat(
            problemWith(
                (request, proper) ->
                    TestWitness.response(200, "", new byte[] {(byte) 0xc3, 0x28, '\n'})))
        .isEqualTo("the note is not UTF-8");
  }

  @Test
  void has_ten_megabytes() {
    assertThat(problemWith((request, proper) -> ok("x".repeat(10_000_000))))
        .contains("the answer has more than 16384 bytes");
  }

  @Test
  void sends_elsewhere_and_is_not_followed() {
    assertThat(
            problemWith(
                (request, proper) ->
                    ("HTTP/1.1 307 Elsewhere\r\nLocation: "
                            + witness.prefix()
                            + "/add-checkpoint\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(UTF_8)))
        .contains("status 307");
    assertThat(witness.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 400, 403, 404, 422, 500})
  void has_another_status(int status) {
    String problem = problemWith((request, p) -> TestWitness.response(status, "", new byte[0]));
    assertThat(problem)
        .contains(
            switch (status) {
              case 403, 404 -> WitnessAnchor.logKey(origin(), signer);
              case 422 -> "the log was rolled back";
              default -> "status " + status;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "03\n", "-1\n", "3 \n", "3\n3\n", "9999999999999999999\n"})
  void is_a_conflict_without_a_size(String body) {
    assertThat(
            problemWith(
                (request, proper) ->
                    TestWitness.response(409, "text/x.tlog.size", body.getBytes(UTF_8))))
        .contains("status 409 without a size");
  }

  @Test
  void is_a_conflict_of_another_content_type() {
    assertThat(
            problemWith(
                (request, p) -> TestWitness.response(409, "text/plain", "1\n".getBytes(UTF_8))))
        .contains("status 409 without a size");
  }

  @Test
  void is_one_conflict_after_the_other_and_ends_after_two() {
    assertThat(
            problemWith(
                (request, proper) ->
                    TestWitness.response(
                        409,
                        "text/x.tlog.size",
                        (request.startsWith("old 1\n") ? "2\n" : "1\n").getBytes(UTF_8))))
        .contains("named one size and then expected another");
    assertThat(olds()).containsExactly("old 0", "old 1");
  }

  @Test
  void has_16_KiB_at_most() throws Exception {
    URI address = URI.create(witness.prefix() + "/add-checkpoint");
    WitnessDoor door = new WitnessDoor(address, Duration.ofSeconds(30));
    witness.manner = (request, proper) -> ok("x".repeat(16_384));
    assertThat(door.post(new byte[0]).body()).hasSize(16_384);
    witness.manner = (request, proper) -> ok("x".repeat(16_385));
    assertThatThrownBy(() -> door.post(new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 16384 bytes");
  }

  @Test
  void ends_before_its_end() {
    assertThat(problemWith((request, proper) -> java.util.Arrays.copyOf(proper, proper.length - 1)))
        .startsWith("cannot be asked: ");
  }

  @Test
  void begins_and_never_ends() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/add-checkpoint");
      CompletableFuture<Socket> begun = CompletableFuture.supplyAsync(() -> begin(server));
      WitnessDoor door = new WitnessDoor(address, Duration.ofMillis(300));
      assertThatThrownBy(() -> door.post(new byte[0]))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer within 300 ms");
      begun.join().close();
    }
  }

  private static Socket begin(ServerSocket server) {
    try {
      Socket socket = server.accept();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".getBytes(UTF_8));
      return socket;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
