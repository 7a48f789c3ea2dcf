package dev.interlock.audit.export;

import dev.interlock.internal.json.JsonText;
import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.Entry;
import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is said of a run in the form of an in-toto Statement v1: digests of what it was about, and
 * how it went. Source: {@code docs/record.md}, "Exports". Use from one thread.
 */
public final class Statement {
  /** What the payload of its envelope is. */
  public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "https://interlock.dev/run/v1";
  private static final StrictJson JSON = StrictJson.ofValues();

  private final RunFacts facts;
  private final List<Map<String, ?>> subjects = new ArrayList<>();

  /** The presentations of gates by path and attempt. */
  private final Map<String, Gate> gates = new LinkedHashMap<>();

  /** One presentation as it is told, and the decisions in it. */
  private record Gate(Map<String, Object> told, List<Map<String, Object>> decisions) {}

  private Statement(RunFacts facts) {
    this.facts = facts;
  }

  /** The bytes of the statement, which are the same for the same run and head. */
  public static byte[] of(RunFacts facts) {
    return new Statement(facts).bytes();
  }

  private byte[] bytes() {
    subject("run.jsonl", facts.linesSha256());
    facts
        .only(Event.RunCompleted.class)
        .forEach(completed -> subject("value", completed.value().sha256()));
    facts.entries().forEach(this::see);
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("_type", TYPE);
    statement.put("subject", subjects);
    statement.put("predicateType", PREDICATE);
    statement.put("predicate", predicate());
    return JsonText.recordable(JSON.writeTree(statement));
  }

  private void subject(String name, String sha256) {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("name", name);
    subject.put("digest", Map.of("sha256", sha256));
    subjects.add(subject);
  }

  private void see(Entry entry) {
    Event event = entry.event();
    if (event instanceof Event.GateRequested requested) {
      requested(requested);
    } else if (event instanceof Event.GateDecided decided) {
      gate(decided.path(), decided.attempt()).decisions().add(decision(entry.seq(), decided));
    } else if (event instanceof Event.GateFollowUp followed) {
      gate(followed.path(), followed.attempt()).told().put("followUp", followed.what());
    } else if (event instanceof Event.GateClosed closed) {
      gate(closed.path(), closed.attempt()).told().put("outcome", closed.outcome());
    }
  }

  private void requested(Event.GateRequested requested) {
    subject("gate/" + requested.path() + "/" + requested.attempt(), requested.subject());
    Gate gate = gate(requested.path(), requested.attempt());
    gate.told().put("subject", requested.subject());
    gate.told().put("shown", requested.shown());
    gate.told().put("approval", requested.approval());
    gate.told().put("roles", requested.roles());
    gate.told().put("quorum", requested.quorum());
    gate.told().put("presence", requested.presence().name());
    requested.named().ifPresent(only -> gate.told().put("named", only));
  }

  private Gate gate(String path, int attempt) {
    return gates.computeIfAbsent(
        attempt + " " + path,
        key -> {
          Map<String, Object> told = new LinkedHashMap<>();
          told.put("path", path);
          told.put("attempt", attempt);
          return new Gate(told, new ArrayList<>());
        });
  }

  private static Map<String, Object> decision(long seq, Event.GateDecided decided) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("seq", seq);
    told.put("decision", decided.decision());
    told.put("principal", decided.principal());
    told.put("proven", decided.proven());
    told.put("role", decided.role());
    told.put("presence", decided.presence().name());
    told.put("channel", decided.channel());
    decided.onBehalfOf().ifPresent(whom -> told.put("onBehalfOf", whom));
    decided.signed().ifPresent(file -> told.put("signed", file));
    return told;
  }

  private Map<String, Object> predicate() {
    Event.RunStarted started = facts.started();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("origin", facts.origin());
    told.put("run", facts.run());
    told.put("workflow", started.workflow());
    told.put("version", started.version());
    told.put("definition", started.definition());
    List<String> migrated = facts.only(Event.RunMigrated.class).map(Event.RunMigrated::to).toList();
    if (!migrated.isEmpty()) {
      told.put("migrated", migrated);
    }
    told.put("profile", started.profile());
    List<String> people = people(started);
    if (!people.isEmpty()) {
      told.put("people", people);
    }
    started.replaces().ifPresent(run -> told.put("replaces", run));
    told.put("requester", requester(started.requester()));
    told.put("rehearsal", facts.only(Event.RunRehearsal.class).findFirst().isPresent());
    told.put("outcome", facts.outcome());
    told.put("head", head());
    told.put("gates", gates.values().stream().map(Statement::whole).toList());
    told.put("verdict", facts.verdict());
    facts.reason().ifPresent(reason -> told.put("reason", reason));
    return told;
  }

  /** The digests of the people by whom it went, in their order. */
  private List<String> people(Event.RunStarted started) {
    return Stream.concat(
            started.people().stream(),
            facts.only(Event.PeopleChanged.class).map(Event.PeopleChanged::to))
        .toList();
  }

  private static Map<String, Object> requester(Event.Requester requester) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("principal", requester.principal());
    told.put("proven", requester.proven());
    return told;
  }

  private Map<String, Object> head() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("size", facts.size());
    told.put("root", facts.root());
    return told;
  }

  /** The decisions stand last. */
  private static Map<String, Object> whole(Gate gate) {
    Map<String, Object> told = new LinkedHashMap<>(gate.told());
    told.put("decisions", gate.decisions());
    return told;
  }
}
