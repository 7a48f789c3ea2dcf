package dev.interlock;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One place of a definition, under a name that is its own in its scope. Immutable. */
sealed interface Node {
  /** The name. */
  String name();

  /** What is read, in order. */
  List<Ref<?>> reads();

  /** What the node's Ref holds. */
  ValueType type();

  /** What a step's body touches. */
  enum Kind {
    COMBINE,
    COMPUTE,
    ACT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A body, a check or a join with its types erased. */
  @FunctionalInterface
  interface Call<R> {
    R with(Object[] inputs) throws Exception;
  }

  /** A rule about a result that needs no look at the world. */
  record Expectation(String says, Call<Boolean> holds) {}

  /** A named check of a step's result; its last input is the result. */
  record Verification(String name, Call<Verdict> examine) {}

  /** A step. */
  record Step(
      String name, Kind kind, List<Ref<?>> reads, ValueType type, Call<?> body, StepOptions options)
      implements Node {}

  /** A check of a value, which rejects the run when it fails. */
  record Examination(String name, Ref<?> subject, Call<Verdict> examine) implements Node {
    @Override
    public List<Ref<?>> reads() {
      return List.of(subject);
    }

    @Override
    public ValueType type() {
      return new ValueType.CheckedOf(subject.source().type());
    }
  }

  /** A gate. */
  record GateNode(String name, Ref<?> subject, List<Ref<?>> showing, Approvers approvers)
      implements Node {
    @Override
    public List<Ref<?>> reads() {
      return Stream.concat(Stream.of(subject), showing.stream()).<Ref<?>>map(ref -> ref).toList();
    }

    @Override
    public ValueType type() {
      return new ValueType.ApprovedOf(subject.source().type());
    }
  }

  /** Branches side by side; all must finish, then they are joined. */
  record Branches(String name, List<Branch> branches, ValueType type, Call<?> join)
      implements Node {
    @Override
    public List<Ref<?>> reads() {
      return branches.stream().<Ref<?>>map(branch -> branch.scope().result()).toList();
    }
  }

  /** One branch of a parallel. */
  record Branch(String name, Scope scope) {}

  /** The nodes of a scope in the order in which they run, and the Ref that it gives. */
  record Scope(ScopeKey key, List<Node> nodes, Ref<?> result) {}
}
