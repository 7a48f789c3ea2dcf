package dev.interlock;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One place of a definition, under a name that is its own in its scope. Immutable. */
sealed interface Node {
  /** The name. */
  String name();

  /** What people call a node of this kind: the word that writes it. */
  String noun();

  /** What it reads of what was made before it, in order; not what its inner scopes give. */
  List<Ref<?>> reads();

  /** What the node's Ref holds. */
  ValueType type();

  /** The scopes inside. */
  default List<Inner> inner() {
    return List.of();
  }

  /** What a step's body touches. */
  enum Kind {
    COMBINE,
    COMPUTE,
    ACT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A body, a check, a predicate or a join with its types erased. */
  @FunctionalInterface
  interface Call<R> {
    R with(Object[] inputs) throws Exception;
  }

  /** A rule about a value that needs no look at the world. */
  record Expectation(String says, Call<Boolean> holds) {}

  /** A named check of a step's result; its last input is the result. */
  record Verification(String name, Call<Verdict> examine) {}

  /** The nodes of a scope in the order in which they run, and the Ref that it gives. */
  record Scope(ScopeKey key, List<Node> nodes, Ref<?> result) {}

  /**
   * A scope inside a node.
   *
   * @param segment how its paths begin: {@code 5-reviews/qa}, or {@code rounds[*]} of a loop
   */
  record Inner(String segment, Scope scope) {}

  /**
   * A step.
   *
   * @param gives what its body gives; its Ref holds that, or an Optional of it
   */
  record Step(
      String name, Kind kind, List<Ref<?>> reads, Class<?> gives, Call<?> body, StepOptions options)
      implements Node {
    @Override
    public String noun() {
      return "step";
    }

    @Override
    public ValueType type() {
      ValueType plain = new ValueType.Plain(gives);
      return options.optional().isPresent() ? new ValueType.OptionalOf(plain) : plain;
    }
  }

  /** A check of a value, which rejects the run when it fails. */
  record Examination(String name, Ref<?> subject, Call<Verdict> examine) implements Node {
    @Override
    public String noun() {
      return "check";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of(subject);
    }

    @Override
    public ValueType type() {
      return new ValueType.CheckedOf(subject.source().type());
    }
  }

  /**
   * A gate.
   *
   * @param named the value that names the only people who may answer, if one does
   */
  record GateNode(
      String name,
      Ref<?> subject,
      List<Ref<?>> showing,
      Approvers approvers,
      Optional<Ref<Approvers.Named>> named)
      implements Node {
    @Override
    public String noun() {
      return "gate";
    }

    @Override
    public List<Ref<?>> reads() {
      return Stream.of(Stream.of(subject), showing.stream(), named.stream())
          .<Ref<?>>flatMap(refs -> refs)
          .toList();
    }

    @Override
    public ValueType type() {
      return new ValueType.ApprovedOf(subject.source().type());
    }
  }

  /** A place that waits for a value from outside. */
  record Receipt(String name, Class<?> gives, ReceiptOptions options) implements Node {
    @Override
    public String noun() {
      return "receive";
    }

    @Override
    public List<Ref<?>> reads() {
      return options.after();
    }

    @Override
    public ValueType type() {
      return new ValueType.Plain(gives);
    }
  }

  /** Branches side by side; all must finish, then they are joined. */
  record Branches(String name, List<Branch> branches, ValueType type, Call<?> join)
      implements Node {
    @Override
    public String noun() {
      return "parallel";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of();
    }

    @Override
    public List<Inner> inner() {
      return branches.stream()
          .map(branch -> new Inner(name + "/" + branch.name(), branch.scope()))
          .toList();
    }
  }

  /** One branch of a parallel. */
  record Branch(String name, Scope scope) {}

  /** Arms of which the first is taken whose rule holds. */
  record Choice(String name, Ref<?> on, List<Arm> arms) implements Node {
    @Override
    public String noun() {
      return "choose";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of(on);
    }

    @Override
    public ValueType type() {
      return arms.get(0).scope().result().source().type();
    }

    @Override
    public List<Inner> inner() {
      return arms.stream().map(arm -> new Inner(name + "/" + arm.name(), arm.scope())).toList();
    }
  }

  /**
   * One arm of a choice.
   *
   * @param when the rule; none for the last arm, which is taken otherwise
   */
  record Arm(String name, Optional<Expectation> when, Scope scope) {}

  /** A scope that is run again until a rule holds for what it gives. */
  record Repeat(String name, Class<?> gives, int atMost, Expectation until, Scope scope)
      implements Node {
    @Override
    public String noun() {
      return "repeat";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of();
    }

    @Override
    public ValueType type() {
      return new ValueType.Plain(gives);
    }

    @Override
    public List<Inner> inner() {
      return List.of(new Inner(name + "[*]", scope));
    }
  }

  /** A scope that is run for each element of a list. */
  record Each(String name, Ref<?> of, Elements elements, int atMost, int atOnce, Scope scope)
      implements Node {
    @Override
    public String noun() {
      return "forEach";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of(of);
    }

    @Override
    public ValueType type() {
      return new ValueType.ListOf(scope.result().source().type());
    }

    @Override
    public List<Inner> inner() {
      return List.of(new Inner(name + "[*]", scope));
    }
  }

  /** How the elements of a list are found and named. */
  record Elements(Class<?> type, Call<List<?>> list, Call<String> key) {}

  /** Another workflow, run as a run of its own. */
  record Child(String name, Workflow<?, ?> workflow, Ref<?> input) implements Node {
    @Override
    public String noun() {
      return "child";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of(input);
    }

    @Override
    public ValueType type() {
      return workflow.scope().result().source().type();
    }
  }

  /** A time in which nothing happens. */
  record Pause(String name, Duration time) implements Node {
    @Override
    public String noun() {
      return "pause";
    }

    @Override
    public List<Ref<?>> reads() {
      return List.of();
    }

    @Override
    public ValueType type() {
      return new ValueType.Plain(Effect.Done.class);
    }
  }
}
