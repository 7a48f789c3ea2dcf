package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interlock.record.WorkflowException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Definitions with mistakes, and what is said of them. */
final class Mistakes {
  static final Approvers OWNER = Approvers.confirmedBy("owner");

  private Mistakes() {}

  public record Text(String text) {}

  public record Count(int count) {}

  /** What a definition is refused with. */
  static <O> WorkflowException refusal(BiFunction<Flow, Ref<Text>, Ref<O>> definition) {
    WorkflowException thrown =
        catchThrowableOfType(
            WorkflowException.class, () -> Workflow.define("w", Text.class, definition));
    assertThat(thrown).as("a mistake").isNotNull();
    return thrown;
  }

  /** The mistakes of a definition. */
  static <O> List<String> in(BiFunction<Flow, Ref<Text>, Ref<O>> definition) {
    return in(refusal(definition));
  }

  /** The mistakes that were told. */
  static List<String> in(WorkflowException refusal) {
    String message = String.valueOf(refusal.getMessage());
    assertThat(message).matches("(?s)workflow '[^']*' is not valid:\n  - .*");
    return List.of(
        message.substring(message.indexOf('\n') + 1).replaceFirst(" {2}- ", "").split("\n {2}- "));
  }

  static Step.Of1<Text, Count, Count> counting(Flow flow, String name, Ref<Text> text) {
    return flow.step(name, Count.class).reading(text);
  }

  static Ref<Count> counted(Flow flow, String name, Ref<Text> text) {
    return counting(flow, name, text).combine(t -> new Count(1));
  }

  /** Reads something, so that it is not unread. */
  static Ref<Count> last(Flow flow, Ref<?> any) {
    return flow.step("last", Count.class).reading(any).combine(a -> new Count(1));
  }

  /** Each kind of scope that stands inside another one. */
  enum Inner {
    BRANCH("branch '%s/a'") {
      @Override
      Ref<Count> around(Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda) {
        return flow.parallel(name, Count.class)
            .branch("a", lambda)
            .branch("b", b -> counted(b, "z", text))
            .join((a, b) -> a);
      }
    },
    ARM("arm '%s/a'") {
      @Override
      Ref<Count> around(Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda) {
        return flow.choose(name)
            .on(text)
            .when("a", "it is so", t -> true, lambda)
            .otherwise(o -> counted(o, "z", text));
      }
    },
    OTHERWISE("arm '%s/otherwise'") {
      @Override
      Ref<Count> around(Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda) {
        return flow.choose(name)
            .on(text)
            .when("a", "it is so", t -> true, a -> counted(a, "z", text))
            .otherwise(lambda);
      }
    },
    REPEAT("repeat '%s[*]'") {
      @Override
      Ref<Count> around(Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda) {
        return flow.repeat(name, Count.class)
            .atMost(2)
            .until("it is one", count -> count.count() == 1)
            .run((again, previous) -> lambda.apply(again));
      }
    },
    FOR_EACH("forEach '%s[*]'") {
      @Override
      Ref<Count> around(Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda) {
        Ref<List<Count>> all =
            flow.forEach(name, String.class)
                .of(text, t -> List.of(t.text()))
                .keyedBy(key -> key)
                .atMost(2)
                .run((each, item) -> lambda.apply(each));
        return flow.step(name + "-all", Count.class).reading(all).combine(list -> list.get(0));
      }
    };

    private final String label;

    Inner(String label) {
      this.label = label;
    }

    /** A node of this kind with that scope inside. */
    abstract Ref<Count> around(
        Flow flow, String name, Ref<Text> text, Function<Flow, Ref<Count>> lambda);

    /** What messages call the scope. */
    String label(String name) {
      return String.format(label, name);
    }

    /** Where its nodes stand. */
    String at(String name) {
      return label(name).replaceAll(".*'(.*)'", "$1");
    }
  }
}
