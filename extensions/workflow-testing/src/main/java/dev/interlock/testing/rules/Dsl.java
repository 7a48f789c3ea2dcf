package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.interlock.Approvers;
import dev.interlock.Body;
import dev.interlock.Check;
import dev.interlock.Choice;
import dev.interlock.Effect;
import dev.interlock.Flow;
import dev.interlock.Gate;
import dev.interlock.Loop;
import dev.interlock.Parallel;
import dev.interlock.Ref;
import dev.interlock.Step;
import dev.interlock.Submission;
import dev.interlock.Workflow;
import java.util.List;
import java.util.stream.Stream;

/** The types that definitions are written with. */
final class Dsl {
  private static final List<Class<?>> TYPES =
      List.of(
          Approvers.class,
          Body.class,
          Check.class,
          Choice.class,
          Effect.class,
          Flow.class,
          Gate.class,
          Loop.class,
          Parallel.class,
          Ref.class,
          Step.class,
          Submission.Receipt.class,
          Workflow.class);

  private Dsl() {}

  /** Whether this is a word of a definition. */
  static boolean isWord(JavaAccess<?> access) {
    return isType(access.getTargetOwner());
  }

  static boolean isType(JavaClass type) {
    return TYPES.stream().anyMatch(one -> isOf(type, one));
  }

  /** Whether it is this type, or one that it declares, or one that it extends. */
  private static boolean isOf(JavaClass type, Class<?> word) {
    return enclosing(type).anyMatch(one -> one.isEquivalentTo(word))
        || type.getName().equals("dev.interlock.Described");
  }

  private static Stream<JavaClass> enclosing(JavaClass type) {
    return Stream.concat(
        Stream.of(type), type.getEnclosingClass().stream().flatMap(Dsl::enclosing));
  }
}
