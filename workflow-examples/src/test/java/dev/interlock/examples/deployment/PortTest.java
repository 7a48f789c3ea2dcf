package dev.interlock.examples.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.Verdict;
import dev.interlock.gates.command.Service;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server of somebody else at the port of a site. */
class PortTest {
  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 18\r\nConnection: close\r\n\r\nok, version 1.1.0\n";

  private ServerSocket stranger;
  private int port;

  @BeforeEach
  void serve() throws IOException {
    stranger = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    port = stranger.getLocalPort();
    Thread answering = new Thread(this::answer);
    answering.setDaemon(true);
    answering.start();
  }

  private void answer() {
    while (!stranger.isClosed()) {
      try (Socket asked = stranger.accept()) {
        if (asked.getInputStream().read() >= 0) {
          asked.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) { // who asked went away, or the test is over
      }
    }
  }

  @AfterEach
  void stop() throws IOException {
    stranger.close();
  }

  @Test
  void isNotTakenForTheSiteThatWasToBeServedThere() {
    assertThatThrownBy(() -> Port.requireFree(port))
        .isInstanceOf(FailureException.class)
        .hasMessage("something else is served at port " + port + " of this machine");
  }

  @Test
  void isNotSeenWhereNobodyAnswers() throws IOException {
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThatCode(() -> Port.requireFree(held.getLocalPort())).doesNotThrowAnyException();
    }
  }

  @Test
  void isNotTakenForTheSiteThatHasEndedThoughItAnswersTheSame() throws Exception {
    Service ended =
        new Service(
            Service.KIND,
            "0".repeat(32),
            List.of("java"),
            "0".repeat(64),
            "/",
            List.of(),
            "none",
            ProcessHandle.current().pid());
    String url = "http://127.0.0.1:" + port;
    Verdict verdict =
        Patiently.says(new Site("staging", "1.1.0", "0".repeat(64), url, ended), "1.1.0");
    assertThat(verdict).isInstanceOf(Verdict.Failed.class);
    assertThat(((Verdict.Failed) verdict).reason()).contains("and not what was started");
  }
}
