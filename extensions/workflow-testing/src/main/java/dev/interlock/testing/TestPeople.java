package dev.interlock.testing;

import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.GateRequest;
import dev.interlock.Submission;
import dev.interlock.record.Codec;
import dev.interlock.record.Presence;
import dev.interlock.record.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * People who answer by script: each answer by a named person, at once when a gate is presented or a
 * value is asked for. What no script names waits. A script holds for every presentation.
 *
 * <p>A place is named by its path, such as {@code rounds[2]/approval}, or by the last name in it,
 * such as {@code approval}. Write the script from one thread.
 */
public final class TestPeople implements Channel {
  /** The name of their channel in the record. */
  public static final String CHANNEL = "test";

  private final Map<String, List<Answer>> answers = new HashMap<>();
  private final Map<String, HandedIn> values = new HashMap<>();
  private final Map<String, String> roles = new HashMap<>();
  private final List<GateRequest> asked = new CopyOnWriteArrayList<>();
  private final Presence presence;

  private record Answer(Decision.Answer answer, String who) {}

  private record HandedIn(Object value, String who) {}

  /** People at terminals. */
  public TestPeople() {
    this(Presence.TERMINAL);
  }

  /**
   * People who reach this grade of presence. The engine of a test takes their word for it; no other
   * engine does.
   */
  public TestPeople(Presence presence) {
    this.presence = presence;
  }

  /** They say yes at this gate, one after the other. */
  public TestPeople approves(String gate, String... people) {
    return answer(gate, Decision.Answer.APPROVED, people);
  }

  /** They say no at this gate, one after the other. */
  public TestPeople denies(String gate, String... people) {
    return answer(gate, Decision.Answer.DENIED, people);
  }

  /** Somebody hands in this value where it is asked for. */
  public TestPeople handsIn(String receive, Object value, String who) {
    values.put(receive, new HandedIn(value, who));
    return this;
  }

  /**
   * Somebody answers in this role. Without it, the first who answers does so in the first role that
   * is asked for, the second in the second, and whoever comes after the last role in the last.
   */
  public TestPeople inRole(String who, String role) {
    roles.put(who, role);
    return this;
  }

  /** Takes back all they were to say here. */
  public TestPeople keepSilentAt(String place) {
    answers.remove(place);
    values.remove(place);
    return this;
  }

  /** All presentations so far, in their order. */
  public List<GateRequest> asked() {
    return List.copyOf(asked);
  }

  private TestPeople answer(String gate, Decision.Answer answer, String... people) {
    for (String who : people) {
      answers.computeIfAbsent(gate, g -> new ArrayList<>()).add(new Answer(answer, who));
    }
    return this;
  }

  @Override
  public String name() {
    return CHANNEL;
  }

  @Override
  public Presence presence() {
    return presence;
  }

  @Override
  public boolean reachable() {
    return !answers.isEmpty();
  }

  @Override
  public void present(GateRequest request, Answers to) {
    asked.add(request);
    List<Answer> script = said(answers, request.gate()).orElse(List.of());
    for (int i = 0; i < script.size(); i++) {
      Answer one = script.get(i);
      Principal by = Principal.of(one.who());
      String role = role(one.who(), request.roles(), i);
      to.decide(
          one.answer() == Decision.Answer.APPROVED
              ? request.approved(by, role, CHANNEL)
              : request.denied(by, role, CHANNEL));
    }
  }

  /** What the script says to a request for a value, if it says anything. */
  Optional<Submission> answer(Submission.Request request) {
    return said(values, request.path())
        .map(
            given ->
                request.answer(
                    Principal.of(given.who()),
                    role(given.who(), request.roles(), 0),
                    Codec.json().write(request.type().cast(given.value()), type(request))));
  }

  @SuppressWarnings("unchecked") // a class of whatever it is
  private static Class<Object> type(Submission.Request request) {
    return (Class<Object>) request.type();
  }

  private String role(String who, List<String> asked, int place) {
    return roles.getOrDefault(who, asked.get(Math.min(place, asked.size() - 1)));
  }

  private static <T> Optional<T> said(Map<String, T> script, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Optional.ofNullable(script.get(path)).or(() -> Optional.ofNullable(script.get(name)));
  }
}
