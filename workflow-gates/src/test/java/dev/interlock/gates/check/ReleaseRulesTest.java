package dev.interlock.gates.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.interlock.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, changelogs, secrets and services. */
class ReleaseRulesTest {
  @TempDir Path root;

  private static String reason(Verdict verdict) {
    return verdict instanceof Verdict.Failed failed ? failed.reason() : "passed: " + verdict;
  }

  @Nested
  class AVersion {
    @ParameterizedTest
    @CsvSource({
      "1.2.3, 1.2.4, patch",
      "1.2.3, 1.3.0, minor",
      "1.2.3, 2.0.0, major",
      "0.0.9, 0.0.10, patch"
    })
    void followsByOneStep(String from, String to, String step) {
      Verdict verdict = new VersionCheck().examine(new VersionCheck.Bump(Optional.of(from), to));

      assertThat(verdict)
          .isEqualTo(Verdict.passed(new VersionCheck.Seen(Optional.of(from), to, step)));
    }

    @ParameterizedTest
    @CsvSource({
      "1.2.3, 1.2.3", "1.2.3, 1.2.5", "1.2.3, 1.3.1", "1.2.3, 2.0.1", "1.2.3, 1.2.2",
      "1.2.3, 1.2.04", "1.2.3, 1.2.4-SNAPSHOT", "1.2.3, v1.2.4", "1.2.3, 1.2", "1.2.3, 3.0.0"
    })
    void thatDoesNotFollowFails(String from, String to) {
      assertThat(new VersionCheck().examine(new VersionCheck.Bump(Optional.of(from), to)))
          .isInstanceOf(Verdict.Failed.class);
    }
  }

  @Nested
  class AChangelog {
    private Verdict looked(String text) throws IOException {
      Files.writeString(root.resolve("CHANGELOG.md"), "# Changelog\n\n" + text);
      return ChangelogCheck.in(root, "CHANGELOG.md").examine("1.1.0");
    }

    @Test
    void withASectionOfTheVersionPasses() throws IOException {
      Verdict verdict =
          looked(
              """
              ## [Unreleased]

              ## [1.1.0] - 2026-11-01

              ### Added
              - Something

              ## [1.0.0] - 2026-10-01
              - First
              """);

      assertThat(verdict).as(reason(verdict)).isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "## [Unreleased]\n- new\n\n## [1.1.0] - 2026-11-01\n- x\n",
          "## [1.0.0] - 2026-11-01\n- x\n## [1.1.0] - 2026-11-01\n- x\n",
          "## [1.1.0]\n- x\n",
          "## [1.1.0] - 2026-02-30\n- x\n",
          "## [1.1.0] - 2026-11-01\n\n### Added\n",
          "## [1.1.0] - 2026-11-01\n- -\n",
          "## [1.1.0] - 2026-11-01\n- x\n## [1.0.0] - 2026-12-01\n- x\n"
        })
    void withoutOneThatSaysSomethingFails(String text) throws IOException {
      assertThat(looked(text)).isInstanceOf(Verdict.Failed.class);
    }
  }

  @Nested
  class ASecret {
    @Test
    void isFoundByItsFormAndNotShown() throws IOException {
      Files.createDirectories(root.resolve("src/deep"));
      Files.writeString(root.resolve("src/plain.txt"), "nothing of the kind");
      String key = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n";
      assertThat(SecretScan.in(root).examine("src")).isInstanceOf(Verdict.Passed.class);
      Files.writeString(
          root.resolve("src/deep/id"), key + "-----END OPENSSH PRIVATE " + "KEY-----\n");

      Verdict verdict = SecretScan.in(root).examine("src");

      assertThat(reason(verdict)).contains("src/deep/id").doesNotContain("b3BlbnNz");
      assertThat(SecretScan.in(root).ignoring("deep").examine("src"))
          .isInstanceOf(Verdict.Passed.class);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "UTF-32LE"})
    void isFoundInTextOfTwoBytesACharacter(String charset) throws IOException {
      String key = "-----BEGIN OPENSSH PRIVATE " + "KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n";
      String text = "\u00e9\n" + key + "-----END OPENSSH PRIVATE " + "KEY-----\n";
      Path file = Files.createDirectories(root.resolve("src")).resolve("id");
      Files.write(file, "nothing of the kind".getBytes(Charset.forName(charset)));
      assertThat(SecretScan.in(root).examine("src")).isInstanceOf(Verdict.Passed.class);
      Files.write(file, text.getBytes(Charset.forName(charset)));
      assertThat(reason(SecretScan.in(root).examine("src"))).contains("src/id");
      Files.writeString(file, "x", StandardCharsets.US_ASCII);
      Files.write(file, text.getBytes(Charset.forName(charset)), StandardOpenOption.APPEND);

      assertThat(reason(SecretScan.in(root).examine("src"))).contains("src/id");
    }

    @Test
    void isNoneWhereSomebodyHasLookedUntilTheFileChanges() throws IOException {
      Path file = Files.createDirectories(root.resolve("src")).resolve("Parser.java");
      Files.writeString(file, "Token token = parser.next();\n");
      assertThat(reason(SecretScan.in(root).examine("src"))).contains("src/Parser.java");
      String digest = WorkspacePath.of(root, "src/Parser.java").read(100).seen().sha256();
      SecretScan scan = SecretScan.in(root).accepting(Map.of("src/Parser.java", digest));

      assertThat(scan.examine("src"))
          .isInstanceOfSatisfying(
              Verdict.Passed.class,
              passed ->
                  assertThat(((SecretScan.Seen) passed.seen()).accepted())
                      .containsExactly("src/Parser.java"));
      Files.copy(file, root.resolve("src/Other.java"));
      assertThat(reason(scan.examine("src"))).isEqualTo("these hold secrets: [src/Other.java]");
      Files.delete(root.resolve("src/Other.java"));
      Files.writeString(file, "Token token = parser.next(); // more\n");
      assertThat(reason(scan.examine("src"))).isEqualTo("these hold secrets: [src/Parser.java]");
    }

    @Test
    void isNotLookedForWhereThereIsNothingOrALink() throws IOException {
      Files.createDirectories(root.resolve("empty"));
      assertThat(SecretScan.in(root).examine("empty")).isInstanceOf(Verdict.Failed.class);
      assertThat(SecretScan.in(root).examine("missing")).isInstanceOf(Verdict.Failed.class);
      Files.createSymbolicLink(root.resolve("empty/l"), Path.of("/etc/passwd"));

      assertThat(reason(SecretScan.in(root).examine("empty"))).contains("reached by a link");
    }
  }

  @Nested
  class AService {
    private final CountDownLatch over = new CountDownLatch(1);

    private HttpServer server() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> answer(exchange, 200));
      server.createContext("/bad", exchange -> answer(exchange, 500));
      server.createContext(
          "/moved",
          exchange -> {
            exchange.getResponseHeaders().add("Location", "/");
            answer(exchange, 302);
          });
      server.createContext(
          "/never",
          exchange -> {
            exchange.sendResponseHeaders(200, 10);
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      server.start();
      return server;
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
      byte[] bytes = "version 1.1.0\nup\n".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Test
    void answersAsItShouldOrFails() throws Exception {
      HttpServer server = server();
      try {
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        HttpCheck check = HttpCheck.of(origin).within(Duration.ofSeconds(2));

        assertThat(check.examine(origin + "/")).isInstanceOf(Verdict.Passed.class);
        assertThat(check.saying("version 1.1.0").examine(origin + "/"))
            .isInstanceOf(Verdict.Passed.class);
        assertThat(check.saying("version 1.1.0\nup\n").examine(origin + "/"))
            .isInstanceOf(Verdict.Passed.class);
        assertThat(reason(check.saying("version 1.1").examine(origin + "/")))
            .contains("does not say");
        assertThat(reason(check.saying("1.1.0").examine(origin + "/"))).contains("does not say");
        assertThat(reason(check.saying("2.0").examine(origin + "/"))).contains("does not say");
        assertThat(reason(check.examine(origin + "/bad"))).contains("status 500");
        assertThat(reason(check.examine(origin + "/moved"))).contains("status 302");
        assertThat(reason(check.examine("http://127.0.0.1:1/"))).contains("none of the services");
        assertThat(reason(check.examine(origin + "@evil/"))).contains("none of the services");
        assertThat(reason(check.examine("file:///etc/passwd"))).contains("none of the services");
        assertThat(reason(check.examine("no url"))).contains("no URL");
        assertThat(reason(check.within(Duration.ofMillis(300)).examine(origin + "/never")))
            .contains("does not answer");
      } finally {
        over.countDown();
        server.stop(0);
      }
      assertThat(reason(HttpCheck.of("http://127.0.0.1:1").examine("http://127.0.0.1:1/")))
          .contains("does not answer");
    }
  }
}
