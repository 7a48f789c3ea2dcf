package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules about how definitions are written. */
final class DefinitionRules {
  /** What values are made with; it touches nothing outside. */
  private static final Set<String> OF_VALUES =
      Set.of("java.lang", "java.util", "java.math", "java.time", "java.util.function");

  private static final Set<String> NO_VALUES =
      Set.of(
          "java.lang.System",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ProcessBuilder",
          "java.lang.Class",
          "java.util.Timer",
          "java.util.Random",
          "java.util.Scanner");

  private DefinitionRules() {}

  static Finding onlyTheDsl(HostCode code) {
    List<JavaCodeUnit> definitions = code.definitions().stream().filter(HostCode::hasFlow).toList();
    List<String> found = new ArrayList<>();
    for (JavaCodeUnit definition : definitions) {
      HostCode.accesses(definition).stream()
          .filter(access -> !access.isDeclaredInLambda() && !isReference(access))
          .filter(access -> !mayStandInADefinition(access))
          .forEach(access -> found.add(told(definition, access)));
    }
    return new Finding(
        definitions.size(),
        "no method of the host has a Flow among its parameters; write definitions as such methods",
        found);
  }

  private static boolean isReference(JavaAccess<?> access) {
    JavaCodeUnit origin = access.getOrigin();
    return origin.getMethodReferencesFromSelf().contains(access)
        || origin.getConstructorReferencesFromSelf().contains(access);
  }

  private static String told(JavaCodeUnit definition, JavaAccess<?> access) {
    return "definition '"
        + HostCode.name(definition)
        + "' uses "
        + access.getTargetOwner().getName()
        + "."
        + access.getName()
        + " while it is written"
        + HostCode.place(access)
        + "; hand it to a step as a method reference";
  }

  private static boolean mayStandInADefinition(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    boolean value =
        OF_VALUES.contains(owner.getPackageName()) && !NO_VALUES.contains(owner.getName());
    return Dsl.isWord(access) || value || isOfRecordOrEnum(owner) || speaksTheDsl(access);
  }

  private static boolean isOfRecordOrEnum(JavaClass owner) {
    return owner.isRecord() || owner.isEnum();
  }

  /** A constant, a field, or a method of the host that takes or gives what the DSL is made of. */
  private static boolean speaksTheDsl(JavaAccess<?> access) {
    return access.getTarget().resolveMember().stream()
        .anyMatch(
            member ->
                !(member instanceof JavaCodeUnit unit)
                    || Stream.concat(
                            Stream.of(unit.getRawReturnType()),
                            unit.getRawParameterTypes().stream())
                        .anyMatch(Dsl::isType));
  }

  static Finding checkersAreNoDoers(HostCode code) {
    Map<JavaClass, String> doers = owners(code, Use::does);
    Map<JavaClass, String> checkers = owners(code, Use::checks);
    List<String> found = new ArrayList<>();
    checkers.forEach(
        (type, check) -> {
          String body = doers.get(type);
          if (body != null) {
            found.add(
                "class '"
                    + type.getName()
                    + "' does ('"
                    + body
                    + "') and checks ('"
                    + check
                    + "'); move the check to a class of its own");
          }
        });
    return new Finding(
        checkers.size(), "no definition of the host names a check of the host's", found);
  }

  private static Map<JavaClass, String> owners(HostCode code, Predicate<Use> of) {
    Map<JavaClass, String> owners = new LinkedHashMap<>();
    code.definitions().stream()
        .flatMap(definition -> Use.in(definition).stream())
        .filter(of)
        .map(Use::access)
        .filter(access -> isWork(code, access))
        .forEach(access -> owners.putIfAbsent(access.getTargetOwner(), access.getName()));
    return owners;
  }

  /** Reading a component of a value is no work, and neither is making one. */
  private static boolean isWork(HostCode code, JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return code.isHosts(owner)
        && access.getTarget().resolveMember().stream()
            .anyMatch(
                member ->
                    member instanceof JavaCodeUnit unit
                        && !unit.isConstructor()
                        && (!isOfRecordOrEnum(owner)
                            || unit.getModifiers().contains(JavaModifier.STATIC)));
  }
}
