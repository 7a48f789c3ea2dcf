package dev.interlock.gates;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.record.Principal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Presents one gate at the terminal of its process, and writes what comes back to a file, a line
 * each. Started by the tests that drive a real terminal.
 */
final class PresentOnce {
  private PresentOnce() {}

  /**
   * Asks once.
   *
   * @param args the file for events, the file with the evidence, {@code ask} or {@code deny}, and
   *     the patience in milliseconds
   */
  public static void main(String[] args) throws Exception {
    Events events = new Events(Path.of(args[0]));
    TerminalChannel channel =
        args[2].equals("deny") ? TerminalChannel.denying() : TerminalChannel.ofProcess();
    events.add("reachable " + channel.reachable());
    channel
        .patience(Duration.ofMillis(Long.parseLong(args[3])))
        .present(Requests.showing(Files.readString(Path.of(args[1]))), events);
    events.add("returned");
  }

  private record Events(Path file) implements Channel.Answers {
    void add(String event) {
      try {
        Files.write(file, List.of(event), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<String> decide(Decision decision) {
      add(decision.answer() + " " + decision.by() + " " + decision.role());
      return Optional.empty();
    }

    @Override
    public List<String> roles(Principal by, Decision.Answer answer) {
      return List.of("product-owner");
    }

    @Override
    public void refuse(String reason) {
      add("refused " + reason);
    }
  }
}
