package dev.interlock;

import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * A definition: data that says which steps there are, what each reads, how it is checked and where
 * people decide. It runs nothing. Immutable.
 *
 * @param <I> the type of its input
 * @param <O> the type of its result
 */
public final class Workflow<I, O> {
  private static final Pattern VERSION = Pattern.compile("[!-~]{1,50}");

  private final String name;
  private final String version;
  private final Class<I> input;
  private final Node.Scope scope;
  private final Outline outline;

  private Workflow(String name, String version, Class<I> input, Node.Scope scope) {
    this.name = name;
    this.version = version;
    this.input = input;
    this.scope = scope;
    this.outline = Outline.of(name, version, input, scope);
  }

  /**
   * Writes a definition, of version 1.
   *
   * @param name of the form {@code [a-z0-9][a-z0-9-]{0,63}}
   * @param input the type of what a run starts from
   * @param definition called once, now, with the outermost scope and the input
   * @throws WorkflowException if there is any mistake; the message lists all of them
   */
  public static <I, O> Workflow<I, O> define(
      String name, Class<I> input, BiFunction<Flow, Ref<I>, Ref<O>> definition) {
    Writing writing = new Writing();
    if (!Names.isName(name)) {
      writing.mistake("the name '" + name + "' of the workflow is not of the form " + Names.FORM);
    }
    ValueTypes.problems(input).forEach(problem -> writing.mistake("its input is " + problem));
    Flow flow = Flow.ofWorkflow(writing, name);
    Ref<I> in = new Ref<>(new Ref.Source.Input(flow.key(), new ValueType.Plain(input)));
    writing.open(flow);
    Ref<O> result = definition.apply(flow, in);
    Node.Scope scope = flow.close(result);
    writing.close();
    Unread.outputs(scope, "", writing);
    refuse(name, writing.mistakes());
    return new Workflow<>(name, "1", input, scope);
  }

  private static void refuse(String name, List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      throw new WorkflowException(
          "workflow '" + name + "' is not valid:\n  - " + String.join("\n  - ", mistakes));
    }
  }

  /**
   * The same definition under another version, which is part of its digest.
   *
   * @param text 1 to 50 printable ASCII characters without space
   */
  public Workflow<I, O> version(String text) {
    if (!VERSION.matcher(text).matches()) {
      throw new WorkflowException(
          "the version of workflow '"
              + name
              + "' has 1 to 50 printable ASCII characters without"
              + " space");
    }
    return new Workflow<>(name, text, input, scope);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its version. */
  public String version() {
    return version;
  }

  /** The type of its input. */
  public Class<I> input() {
    return input;
  }

  /** The definition as data, for people and for verifiers. */
  public Outline outline() {
    return outline;
  }

  /** The SHA-256 of the outline, 64 hex digits; what a run is pinned to. Lambdas are not in it. */
  public String digest() {
    return outline.digest();
  }

  /** The definition as a Mermaid flowchart. */
  public String diagram() {
    return Diagram.of(name, scope);
  }

  Node.Scope scope() {
    return scope;
  }
}
