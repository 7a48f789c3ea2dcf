package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A definition in few words, of which a workflow is built and which the model reads by itself.
 * Every value is a text; what is read is named, and each name is used once.
 */
sealed interface Plan {
  /** What the input of a workflow is called. */
  String INPUT = "in";

  Duration TIMEOUT = Duration.ofSeconds(10);
  Duration RETRY = Duration.ofSeconds(5);
  Duration PAUSE = Duration.ofSeconds(30);
  Duration GATE = Duration.ofSeconds(60);
  Duration RECEIPT = Duration.ofSeconds(45);
  Duration RUN = Duration.ofSeconds(150);
  int TRIES = 3;

  /** The name. */
  String name();

  /** What the turn before gave, in a repeat. */
  static String previous(String repeat) {
    return repeat + "-previous";
  }

  /** The element, in a forEach. */
  static String item(String each) {
    return each + "-item";
  }

  /** What is said of a step. */
  enum Say {
    EFFECT,
    REPEATABLE,
    RECONCILED,
    UNGUARDED,
    OPTIONAL,
    RETRY,
    TIMEOUT,
    COMPENSATED,
    EXPECTING,
    VERIFIED,
    COUNTING
  }

  /** A workflow. */
  record Whole(String name, Scope scope, boolean limited) {}

  /** What is done one after the other, and whose value it gives. */
  record Scope(List<Plan> nodes, String result) {}

  /** A step. */
  record Do(String name, Node.Kind kind, List<String> reads, Set<Say> says) implements Plan {
    boolean is(Say say) {
      return says.contains(say);
    }

    boolean acts() {
      return kind == Node.Kind.ACT;
    }

    /** Whether it may be run again though nobody knows what came of it before. */
    boolean mayRepeat() {
      return !acts() || is(Say.REPEATABLE);
    }
  }

  /** A check. */
  record Look(String name, String subject) implements Plan {}

  /** A gate. */
  record Ask(String name, String subject, boolean fourEyes, boolean limited) implements Plan {}

  /** A receive. */
  record Await(String name, List<String> after, boolean limited, boolean otherwise)
      implements Plan {}

  /** A parallel. */
  record Side(String name, List<Scope> branches) implements Plan {
    static String branch(int number) {
      return "b" + number;
    }
  }

  /** A choice, of which the last arm is the other one. */
  record Choose(String name, String on, List<Scope> arms, boolean throwing) implements Plan {
    String arm(int number) {
      return number == arms.size() - 1 ? "otherwise" : "a" + number;
    }
  }

  /** A repeat, whose turns count; its rule holds from a turn on. */
  record Again(String name, int atMost, int enough, boolean throwing, Scope scope)
      implements Plan {}

  /** A forEach. */
  record Every(String name, String of, int size, int atMost, int atOnce, boolean twins, Scope scope)
      implements Plan {
    String key(int number) {
      return "k" + (twins ? 0 : number);
    }
  }

  /** A child. */
  record Kid(String name, String input, Whole workflow) implements Plan {}

  /** A pause. */
  record Rest(String name) implements Plan {}
}
