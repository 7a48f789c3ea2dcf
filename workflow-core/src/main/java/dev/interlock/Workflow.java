package dev.interlock;

import dev.interlock.record.WorkflowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A definition: data that says which steps there are, what each reads, how it is checked and where
 * people decide. It runs nothing. Immutable.
 *
 * @param <I> the type of its input
 * @param <O> the type of its result
 */
public final class Workflow<I, O> {
  private static final Pattern VERSION = Pattern.compile("[!-~]{1,50}");

  private static final Terms STANDARD = new Terms("1", Profile.P0, Optional.empty(), false);

  private final String name;
  private final Terms terms;
  private final Class<I> input;
  private final Node.Scope scope;
  private final Outline outline;

  private Workflow(String name, Terms terms, Class<I> input, Node.Scope scope) {
    this.name = name;
    this.terms = terms;
    this.input = input;
    this.scope = scope;
    this.outline = Outline.of(name, terms, input, scope);
  }

  /**
   * What an engine promises, lowest first. What each takes, and what it is worth against whom,
   * stands in the README.
   */
  public enum Profile {
    /** Embedded: mistakes, shortcuts and careless AI are stopped and recorded. */
    P0,
    /** Signed: also no process of the same user can forge or replay a decision. */
    P1,
    /** Separated: order, checks and record also hold against an agent with a shell. */
    P2,
    /** Witnessed: deletion and rollback are found even against the administrator. */
    P3
  }

  /** What holds for a definition as a whole. */
  record Terms(String version, Profile least, Optional<Duration> timeout, boolean sensitiveInput) {}

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
    OpenScope outermost = OpenScope.ofWorkflow(writing, name);
    if (!outermost.lacks("it", "a name", name) && !Names.isName(name)) {
      writing.mistake("the name '" + name + "' of the workflow is not of the form " + Names.FORM);
    }
    if (!outermost.lacks("its input", "a class", input)) {
      ValueTypes.problems(input).forEach(problem -> writing.mistake("its input is " + problem));
    }
    Node.Scope scope = written(name, writing, outermost, ValueTypes.orVoid(input), definition);
    refuse(name, writing.end());
    refuse(name, Sensitivity.mistakes(scope, STANDARD));
    return new Workflow<>(name, STANDARD, input, scope);
  }

  private static <I, O> Node.Scope written(
      String name,
      Writing writing,
      OpenScope outermost,
      Class<I> input,
      BiFunction<Flow, Ref<I>, Ref<O>> definition) {
    Ref<I> in = new Ref<>(new Ref.Source.Input(outermost.key(), new ValueType.Plain(input)));
    writing.open(outermost);
    try {
      boolean none = outermost.lacks("it", "a lambda that writes it", definition);
      Node.Scope scope = outermost.close(none ? in : definition.apply(new Flow(outermost), in));
      writing.close();
      Whole.gives(scope, writing);
      Whole.unread(scope, "", writing);
      Whole.tooDeep(scope, writing);
      return scope;
    } catch (RuntimeException thrown) {
      writing.broken(outermost.key().label(), thrown);
      throw refusal(name, writing.end(), thrown);
    }
  }

  private static void refuse(String name, List<String> mistakes) {
    if (!mistakes.isEmpty()) {
      throw refusal(name, mistakes, null);
    }
  }

  private static WorkflowException refusal(
      String name, List<String> mistakes, @Nullable Throwable cause) {
    String all = "workflow '" + name + "' is not valid:\n  - " + String.join("\n  - ", mistakes);
    return cause == null ? new WorkflowException(all) : new WorkflowException(all, cause);
  }

  /**
   * The same definition under another version, which is part of its digest.
   *
   * @param text 1 to 50 printable ASCII characters without space
   */
  public Workflow<I, O> version(String text) {
    if (text == null || !VERSION.matcher(text).matches()) {
      throw new WorkflowException(
          "the version of workflow '"
              + name
              + "' has 1 to 50 printable ASCII characters without"
              + " space");
    }
    return with(new Terms(text, terms.least, terms.timeout, terms.sensitiveInput));
  }

  /** The same definition, which no engine runs that promises less than this. */
  public Workflow<I, O> atLeast(Profile profile) {
    refuse(
        name,
        profile == null ? List.of("it is given null where it needs a least profile") : List.of());
    return with(new Terms(terms.version, profile, terms.timeout, terms.sensitiveInput));
  }

  /**
   * The same definition, whose runs fail unless they are over this long after they were started.
   *
   * @param time longer than nothing, and at most 36,500 days
   */
  public Workflow<I, O> timeout(Duration time) {
    List<String> mistakes = new ArrayList<>();
    if (time == null) {
      mistakes.add("its timeout is given null where it needs a time");
    } else {
      Rules.time("it has a timeout of ", time, mistakes);
    }
    refuse(name, mistakes);
    return with(new Terms(terms.version, terms.least, Optional.of(time), terms.sensitiveInput));
  }

  /**
   * The same definition, whose input is kept in a file of its own that can be erased once the run
   * has ended; people are not shown it in clear.
   *
   * @throws WorkflowException if a child is handed the input whose workflow does not say this
   */
  public Workflow<I, O> sensitiveInput() {
    Terms sensitive = new Terms(terms.version, terms.least, terms.timeout, true);
    refuse(name, Sensitivity.mistakes(scope, sensitive));
    return with(sensitive);
  }

  private Workflow<I, O> with(Terms changed) {
    return new Workflow<>(name, changed, input, scope);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its version. */
  public String version() {
    return terms.version;
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

  Terms terms() {
    return terms;
  }

  Node.Scope scope() {
    return scope;
  }
}
