package com.example.spring;

import com.example.release.Candidate;
import com.example.release.Published;
import com.example.release.Releasing;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Workflow;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The application's own endpoints: ask for a release, see what is open, approve it. */
@RestController
class Decisions {
  private final Engine engine;
  private final Workflow<Candidate, Published> releasing;

  Decisions(Engine engine, Workflow<Candidate, Published> releasing) {
    this.engine = engine;
    this.releasing = releasing;
  }

  /** What somebody sees who may decide; a page shows the text as text, never as markup. */
  record Open(String run, String gate, int attempt, String shown, String text) {}

  @PostMapping("/releases/{version}")
  String release(@PathVariable String version, Authentication login) {
    RunId run = RunId.of("release-" + version);
    Principal who = Principal.of(login.getName());
    return engine.start(releasing, run, new Candidate(version), who).id().value();
  }

  @GetMapping("/inbox")
  List<Open> inbox() {
    return engine.pending().stream()
        .map(g -> new Open(g.run().value(), g.gate(), g.attempt(), g.shown(), g.text()))
        .toList();
  }

  /** The digest of what they saw comes with the answer, so that nobody approves something else. */
  @PostMapping("/inbox/{run}/{shown}/approval")
  ResponseEntity<String> approve(
      @PathVariable String run, @PathVariable String shown, Authentication login) {
    for (GateRequest open : engine.pending(RunId.of(run))) {
      if (open.shown().equals(shown)) {
        Decision yes =
            open.approved(Principal.of(login.getName()), Releasing.APPROVER, WebInbox.NAME)
                .withProof(new Decision.Proof.Credential(login));
        return engine
            .decide(yes)
            .map(why -> ResponseEntity.status(HttpStatus.CONFLICT).body(why))
            .orElseGet(() -> ResponseEntity.ok("counted"));
      }
    }
    return ResponseEntity.notFound().build();
  }
}
