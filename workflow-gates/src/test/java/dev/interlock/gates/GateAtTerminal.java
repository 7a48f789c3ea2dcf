package dev.interlock.gates;

import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.People;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run with one gate, at the terminal of its process; what the record says in the end is written
 * to a file. Started by the tests that attack a terminal.
 */
final class GateAtTerminal {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIhxXfZYA4kLDD5bMgqk3DGvS4vXLrcmKHjvCPEfsBJd";

  private GateAtTerminal() {}

  /**
   * Runs it.
   *
   * @param args the file to write to, and the grade that the gate asks for
   */
  public static void main(String[] args) throws Exception {
    People people =
        People.of(
            "d".repeat(64),
            List.of(
                new People.Person(
                    Principal.of("ada"),
                    List.of(Principal.ofProcess()),
                    List.of("lead"),
                    List.of(new People.Key(KEY, People.Validity.always())),
                    People.Validity.always())),
            List.of());
    Engine engine =
        Engine.on(Journal.inMemory())
            .people(people)
            .channel(TerminalChannel.ofProcess())
            .channel(SignatureChannel.of())
            .build();
    RunId run = RunId.of("run-1");
    Approvers lead = Approvers.confirmedBy("lead").atLeast(Presence.valueOf(args[1]));
    Outcome<?> outcome = engine.start(Release.workflow(lead), run, new Release("1.2")).settled();
    List<String> said = new ArrayList<>(List.of(outcome.getClass().getSimpleName()));
    for (Entry entry : engine.events(run)) {
      if (entry.name().startsWith("gate.")) {
        said.add(entry.name() + " " + new String(entry.data().bytes(), StandardCharsets.UTF_8));
      }
    }
    Files.write(Path.of(args[0]), said);
  }
}
