package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import dev.interlock.Flow;
import dev.interlock.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A method that a definition refers to, or calls in a lambda, and the words of the DSL that it may
 * be handed to: those that stand in its line, else those in the last line before. Immutable.
 */
record Use(JavaAccess<?> access, Set<String> words) {
  private static final Set<String> DOING = Set.of("compute", "act", "compensatedBy");
  private static final Set<String> CHECKING = Set.of("verifiedBy", "check");

  /** All uses in a definition. */
  static List<Use> in(JavaCodeUnit definition) {
    List<JavaMethodCall> dsl =
        definition.getMethodCallsFromSelf().stream().filter(Use::isDsl).toList();
    List<Use> uses = new ArrayList<>();
    Stream.concat(references(definition), inLambdas(definition).stream())
        .forEach(access -> uses.add(new Use(access, words(access.getLineNumber(), dsl))));
    return uses;
  }

  private static Stream<JavaAccess<?>> references(JavaCodeUnit definition) {
    return Stream.concat(
        definition.getMethodReferencesFromSelf().stream(),
        definition.getConstructorReferencesFromSelf().stream());
  }

  /** What lambdas in a definition do. */
  static List<JavaAccess<?>> inLambdas(JavaCodeUnit definition) {
    List<JavaAccess<?>> all = new ArrayList<>();
    HostCode.accesses(definition).stream()
        .filter(JavaAccess::isDeclaredInLambda)
        .filter(access -> !isOfDefinitions(access))
        .forEach(all::add);
    return all;
  }

  private static boolean isDsl(JavaMethodCall call) {
    return call.getTargetOwner().getPackageName().equals(Flow.class.getPackageName());
  }

  /** Whether it writes a definition, in an inner scope or in a method that is handed a scope. */
  static boolean isOfDefinitions(JavaAccess<?> access) {
    return Dsl.isWord(access)
        || (access instanceof JavaMethodCall call
            && call.getTarget().getRawParameterTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(Flow.class)));
  }

  private static Set<String> words(int line, List<JavaMethodCall> dsl) {
    int nearest =
        dsl.stream()
            .mapToInt(JavaMethodCall::getLineNumber)
            .filter(one -> one <= line)
            .max()
            .orElse(line);
    return dsl.stream()
        .filter(call -> call.getLineNumber() == nearest)
        .map(JavaMethodCall::getName)
        .collect(Collectors.toSet());
  }

  /** Whether it is the body of a step that computes or acts, or undoes. */
  boolean does() {
    return words.stream().anyMatch(DOING::contains) && !(mayCheck() && givesVerdict());
  }

  /** Whether it is a check. */
  boolean checks() {
    boolean mayDo = words.stream().anyMatch(DOING::contains);
    return mayCheck() && (!mayDo || givesVerdict());
  }

  private boolean mayCheck() {
    return words.stream().anyMatch(CHECKING::contains);
  }

  private boolean givesVerdict() {
    return access.getTarget().resolveMember().stream()
        .filter(JavaCodeUnit.class::isInstance)
        .anyMatch(unit -> ((JavaCodeUnit) unit).getRawReturnType().isAssignableTo(Verdict.class));
  }
}
