package dev.interlock;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import dev.interlock.record.Journal;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes down what people are shown at the gates of one run. For messages of the run only. */
final class Showing {
  private final Host host;
  private final RunTask task;
  private final String workflow;
  private final Values values;

  Showing(Host host, RunTask task, String workflow, Values values) {
    this.host = host;
    this.task = task;
    this.workflow = workflow;
    this.values = values;
  }

  /**
   * Keeps what is shown of a gate, and gives its digest. Content that was presented before is shown
   * as it was; other content with what has changed since.
   */
  String keep(Ready.ToPresent ready, Held subject) {
    Shown plain = shown(ready, subject);
    Optional<GateFact> before = task.facts().gateAt(ready.path());
    if (before.filter(GateFact::isOpen).isPresent()) {
      GateFact open = before.get();
      byte[] same = bytes(since(plain, open.since()));
      if (Line.hex(HashTree.sha256().digest(same)).equals(open.request().shown())) {
        return keep(same);
      }
    }
    return keep(bytes(since(plain, before.map(fact -> fact.request().shown()))));
  }

  private String keep(byte[] text) {
    return host.journal().keep(Journal.Side.SHOWN, text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String since(Shown plain, Optional<String> earlier) {
    return earlier
        .map(
            shown ->
                host.journal()
                    .kept(Journal.Side.SHOWN, shown)
                    .map(text -> new String(text, StandardCharsets.UTF_8))
                    .map(text -> plain.since(shown, text))
                    .orElseGet(() -> plain.sinceUnknown(shown)))
        .orElseGet(plain::text);
  }

  private Shown shown(Ready.ToPresent ready, Held subject) {
    Node.GateNode gate = ready.gate();
    Ref.Source source = gate.subject().source();
    Shown shown =
        new Shown(workflow, ready.path(), task.id().value())
            .subject(source.type().label(), subject.json())
            .reported(source.name(), said(gate.subject(), subject, ready.frame()));
    for (Ref<?> ref : gate.showing()) {
      Held held = values.held(ref, ready.frame());
      shown.reported(ref.source().name(), said(ref, held, ready.frame()));
    }
    return shown;
  }

  /** What people see of a value: what is sensitive is not shown in clear. */
  private Json said(Ref<?> ref, Held held, Frame frame) {
    return values.isSensitive(ref, frame)
        ? Shown.sensitive(held.json())
        : host.form().redacted(held.content());
  }
}
