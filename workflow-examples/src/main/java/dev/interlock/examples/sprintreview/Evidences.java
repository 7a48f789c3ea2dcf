package dev.interlock.examples.sprintreview;

import dev.interlock.record.Event;
import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The evidence of one event as a JSON object, from nothing but the event. */
final class Evidences {
  private Evidences() {}

  /** The value of a step with what its checks saw. */
  static String completed(Event.StepCompleted step) {
    String value = step.value().toString();
    return value.startsWith("{\"") && !step.checks().isEmpty()
        ? value.substring(0, value.length() - 1) + ",\"verified_by\":" + checks(step) + "}"
        : value;
  }

  private static String checks(Event.StepCompleted step) {
    List<String> all = step.checks().stream().map(Evidences::check).toList();
    return "[" + String.join(",", all) + "]";
  }

  private static String check(Event.CheckResult check) {
    return new Fields()
        .text("check", check.check())
        .text("verdict", check.verdict())
        .json("reason", check.reason().map(JsonFile::quoted).orElse(""))
        .json("evidence", check.evidence().map(Json::toString).orElse(""))
        .end();
  }

  /** What went wrong in a step, with what to check and how to recover. */
  static String failed(Event.StepFailed step) {
    return new Fields()
        .text("failure", step.failure().name())
        .text("message", step.message())
        .json("to_check", step.toCheck().map(JsonFile::quoted).orElse(""))
        .json("to_recover", step.toRecover().map(JsonFile::quoted).orElse(""))
        .end();
  }

  /** What a check saw that passed. */
  static String passed(Event.CheckPassed check) {
    return new Fields()
        .text("check", check.check())
        .json("passed", "true")
        .json("evidence", check.evidence().toString())
        .end();
  }

  /** What a check saw that failed. */
  static String failed(Event.CheckFailed check) {
    return new Fields()
        .text("check", check.check())
        .json("passed", "false")
        .text("reason", check.reason())
        .json("evidence", check.evidence().map(Json::toString).orElse(""))
        .end();
  }

  /** Who decided what, and when. */
  static String decided(Event.GateDecided gate, Instant at) {
    boolean approved = gate.decision().equals("approved");
    return new Fields()
        .json("approved", Boolean.toString(approved))
        .text("response", approved ? "yes" : "no")
        .text("timestamp", at.toString())
        .text("by", gate.principal())
        .json("proven", Boolean.toString(gate.proven()))
        .text("role", gate.role())
        .text("presence", gate.presence().name())
        .text("channel", gate.channel())
        .text("shown", gate.shown())
        .json("comment", gate.comment().map(JsonFile::quoted).orElse(""))
        .end();
  }

  static Json json(String text) {
    return Json.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON object being written; a field without a value is left out. Use from one thread. */
  static final class Fields {
    private final StringBuilder out = new StringBuilder("{");

    /** A field that holds a string. */
    Fields text(String name, String value) {
      return json(name, JsonFile.quoted(value));
    }

    /** A field that holds this JSON, none if it is empty. */
    Fields json(String name, String value) {
      if (!value.isEmpty()) {
        out.append(out.length() > 1 ? "," : "")
            .append('"')
            .append(name)
            .append("\":")
            .append(value);
      }
      return this;
    }

    /** The object. */
    String end() {
      return out + "}";
    }
  }
}
