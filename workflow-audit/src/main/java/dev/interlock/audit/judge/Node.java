package dev.interlock.audit.judge;

import java.util.List;
import java.util.Optional;

/** One place of a definition, as the outline says it. Immutable. */
sealed interface Node {
  /** The name. */
  String name();

  /** What it reads; of a gate and a check, first what it is about. */
  List<Read> reads();

  /** What a node reads, as its scope calls it. */
  record Read(String ref, Optional<String> given) {}

  /** How a value is examined. */
  record Checks(List<String> expecting, List<String> verifiedBy, Optional<String> unverified) {
    static final Checks NONE = new Checks(List.of(), List.of(), Optional.empty());

    boolean knows(String check) {
      return expecting.contains(check) || verifiedBy.contains(check);
    }
  }

  /**
   * What is said of a step besides its checks: what it does about failures, and whom it hides from.
   */
  record Trying(
      Optional<String> optional,
      int attempts,
      boolean repeatable,
      boolean reconciled,
      boolean compensated,
      boolean sensitive) {
    static final Trying NONE = new Trying(Optional.empty(), 0, false, false, false, false);
  }

  /** A step, or the join of a parallel. */
  record Step(String name, List<Read> reads, String kind, Checks checks, Trying trying)
      implements Node {
    boolean acts() {
      return kind.equals("act");
    }

    /** Whether nobody knows what came of an attempt that was cut off. */
    boolean isDoubtful() {
      return acts() && !trying.repeatable();
    }
  }

  /** A check by itself. */
  record Check(String name, List<Read> reads) implements Node {}

  /**
   * A gate.
   *
   * @param named the value that names who may answer, if one does
   */
  record Gate(String name, List<Read> reads, GateRules rules, Optional<Read> named)
      implements Node {}

  /** A place that waits for a value from outside. */
  record Receive(
      String name,
      List<Read> reads,
      String type,
      List<String> from,
      Checks checks,
      boolean limited,
      boolean otherwise,
      boolean sensitive)
      implements Node {}

  /** Branches side by side, and how they are joined. */
  record Parallel(String name, List<Side> branches, Step join) implements Node {
    @Override
    public List<Read> reads() {
      return List.of();
    }
  }

  /** A branch or an arm. */
  record Side(String name, Scope scope) {}

  /** Arms, one of which is taken. */
  record Choose(String name, List<Read> reads, List<Side> arms) implements Node {}

  /** Turns until a rule holds. */
  record Repeat(String name, int atMost, Scope turn) implements Node {
    @Override
    public List<Read> reads() {
      return List.of();
    }
  }

  /** A turn for each element. */
  record Each(String name, List<Read> reads, int atMost, int atOnce, Scope turn) implements Node {}

  /** A run of another workflow. */
  record Child(String name, List<Read> reads, String workflow, String definition) implements Node {}

  /** Time that passes. */
  record Pause(String name) implements Node {
    @Override
    public List<Read> reads() {
      return List.of();
    }
  }
}
