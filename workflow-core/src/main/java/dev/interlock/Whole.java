package dev.interlock;

import dev.interlock.record.Json;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds what is wrong with a definition as a whole. */
final class Whole {
  /** How long a path may be in the record, in bytes. */
  private static final int MAX_PATH = 512;

  private Whole() {}

  /** A result that may not be there. */
  static void gives(Node.Scope scope, Writing writing) {
    ValueType gives = scope.result().source().type();
    if (gives.mayBeMissing()) {
      writing.mistake(
          "it gives " + gives.label() + ", which may not be there; combine it into a value");
    }
  }

  /** What is made and nobody reads. */
  static void unread(Node.Scope scope, String prefix, Writing writing) {
    for (Node node : scope.nodes()) {
      Ref.Source made = new Ref.Source.Output(scope.key(), node.name(), node.type());
      boolean saysNothing = node.type().plain() == Effect.Done.class && !node.type().isWitness();
      if (!saysNothing && !writing.isRead(made)) {
        writing.mistake(unread(node, prefix + node.name()));
      }
      node.inner().forEach(inner -> unread(inner.scope(), prefix + inner.segment() + "/", writing));
    }
  }

  private static String unread(Node node, String path) {
    return node.type().isWitness()
        ? node.noun() + " '" + path + "' guards nothing: no later step reads its witness"
        : "nobody reads the output of "
            + node.noun()
            + " '"
            + path
            + "'; read it in a later step or let the scope give it";
  }

  /** What would stand too deep for the record once its loops have turned. */
  static void tooDeep(Node.Scope scope, Writing writing) {
    tooDeep(scope, "", "", writing);
  }

  private static void tooDeep(Node.Scope scope, String prefix, String longest, Writing writing) {
    for (Node node : scope.nodes()) {
      int most = bytes(longest + node.name());
      if (most > MAX_PATH) {
        String who = node.noun() + " '" + prefix + node.name() + "'";
        writing.mistake(who + " may have a path of " + most + " bytes; the most is " + MAX_PATH);
      }
      for (Node.Inner inner : node.inner()) {
        String turned = inner.segment().replace("[*]", "[" + longestTurn(node) + "]");
        tooDeep(inner.scope(), prefix + inner.segment() + "/", longest + turned + "/", writing);
      }
    }
  }

  private static String longestTurn(Node node) {
    return node instanceof Node.Repeat repeat
        ? String.valueOf(repeat.atMost())
        : "k".repeat(Names.MAX_KEY);
  }

  /** The least profile that a definition and its children accept. */
  static Workflow.Profile least(Workflow<?, ?> workflow) {
    return Stream.concat(
            Stream.of(workflow.terms().least()),
            children(workflow.scope()).map(child -> least(child.workflow())))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The values that a definition is built with and that stand in its outline. */
  static Stream<Json> given(Node.Scope scope) {
    return Stream.concat(
        given(Stream.of(scope.result())),
        scope.nodes().stream()
            .flatMap(
                node ->
                    Stream.of(
                            given(node.reads().stream()),
                            node instanceof Node.Receipt receipt
                                ? receipt.options().otherwise().stream()
                                : Stream.<Json>of(),
                            node.inner().stream().flatMap(inner -> given(inner.scope())))
                        .flatMap(all -> all)));
  }

  private static Stream<Json> given(Stream<Ref<?>> refs) {
    return refs.map(Ref::source)
        .filter(Ref.Source.Given.class::isInstance)
        .map(source -> ((Ref.Source.Given) source).value());
  }

  /** The children in a scope and in those inside it. */
  static Stream<Node.Child> children(Node.Scope scope) {
    return scope.nodes().stream()
        .flatMap(
            node ->
                node instanceof Node.Child child
                    ? Stream.of(child)
                    : node.inner().stream().flatMap(inner -> children(inner.scope())));
  }

  /** The gates of a definition and of its children. */
  static Stream<Node.GateNode> gates(Workflow<?, ?> workflow) {
    return Stream.concat(
        gates(workflow.scope()),
        children(workflow.scope()).flatMap(child -> gates(child.workflow())));
  }

  private static Stream<Node.GateNode> gates(Node.Scope scope) {
    return scope.nodes().stream()
        .flatMap(
            node ->
                node instanceof Node.GateNode gate
                    ? Stream.of(gate)
                    : node.inner().stream().flatMap(inner -> gates(inner.scope())));
  }

  private static int bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8).length;
  }
}
