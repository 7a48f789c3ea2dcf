package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.interlock.Flow;
import dev.interlock.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The classes of a host, and what of them definitions name. Immutable. */
final class HostCode {
  private final JavaClasses classes;
  private final HostRules.Host host;

  HostCode(JavaClasses classes, HostRules.Host host) {
    this.classes = classes;
    this.host = host;
  }

  /** Something that a body does, and by which body it is reached. */
  record Done(JavaCodeUnit body, JavaAccess<?> access) {
    String told(String what) {
      String by = access.getOrigin().equals(body) ? "" : " (reached by '" + name(body) + "')";
      return "'" + name(access.getOrigin()) + "'" + by + " " + what + place(access);
    }
  }

  static String name(JavaCodeUnit unit) {
    return unit.getOwner().getName() + "." + unit.getName();
  }

  static String place(JavaAccess<?> access) {
    return " in line "
        + access.getLineNumber()
        + " of "
        + access.getOrigin().getOwner().getSimpleName();
  }

  HostRules.Host host() {
    return host;
  }

  JavaClasses classes() {
    return classes;
  }

  boolean isHosts(JavaClass type) {
    return classes.contain(type.getName());
  }

  /** The methods that write definitions. */
  List<JavaCodeUnit> definitions() {
    return classes.stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(unit -> hasFlow(unit) || defines(unit))
        .toList();
  }

  static boolean hasFlow(JavaCodeUnit unit) {
    return unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Flow.class));
  }

  private static boolean defines(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isEquivalentTo(Workflow.class)
                    && call.getName().equals("define"));
  }

  /** What definitions name, and what stands in the packages of bodies. */
  List<JavaCodeUnit> bodies() {
    Stream<JavaCodeUnit> named =
        definitions().stream()
            .flatMap(definition -> Use.in(definition).stream())
            .flatMap(use -> resolved(use.access()).stream())
            .filter(unit -> !hasFlow(unit));
    Stream<JavaCodeUnit> placed =
        classes.stream()
            .filter(type -> host.bodies().stream().anyMatch(one -> isIn(type, one)))
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(unit -> !hasFlow(unit) && !defines(unit));
    return Stream.concat(named, placed).distinct().toList();
  }

  private static boolean isIn(JavaClass type, String name) {
    return (type.getPackageName() + ".").startsWith(name + ".");
  }

  /** All accesses of all bodies, of what they call in the host's code, and of lambdas. */
  List<Done> done() {
    Map<JavaCodeUnit, JavaCodeUnit> reachedBy = new LinkedHashMap<>();
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    bodies().forEach(body -> reach(body, body, reachedBy, open));
    List<Done> done = new ArrayList<>();
    for (JavaCodeUnit definition : definitions()) {
      Use.inLambdas(definition).forEach(access -> done.add(new Done(definition, access)));
    }
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      for (JavaAccess<?> access : accesses(unit)) {
        JavaCodeUnit body = reachedBy.getOrDefault(unit, unit);
        done.add(new Done(body, access));
        resolved(access).forEach(next -> reach(next, body, reachedBy, open));
      }
    }
    return done;
  }

  private static void reach(
      JavaCodeUnit unit,
      JavaCodeUnit body,
      Map<JavaCodeUnit, JavaCodeUnit> reachedBy,
      Deque<JavaCodeUnit> open) {
    if (reachedBy.putIfAbsent(unit, body) == null) {
      open.add(unit);
    }
  }

  static Collection<JavaAccess<?>> accesses(JavaCodeUnit unit) {
    List<JavaAccess<?>> all = new ArrayList<>(unit.getAccessesFromSelf());
    return all;
  }

  /** The methods of the host that an access may end in, overridden ones included. */
  List<JavaCodeUnit> resolved(JavaAccess<?> access) {
    if (!isHosts(access.getTargetOwner())) {
      return List.of();
    }
    Optional<JavaCodeUnit> target =
        access
            .getTarget()
            .resolveMember()
            .filter(JavaCodeUnit.class::isInstance)
            .map(JavaCodeUnit.class::cast);
    return target.map(this::implementations).orElse(List.of());
  }

  private List<JavaCodeUnit> implementations(JavaCodeUnit unit) {
    List<JavaCodeUnit> all = new ArrayList<>(List.of(unit));
    if (!unit.getModifiers().contains(JavaModifier.STATIC)) {
      unit.getOwner().getAllSubclasses().stream()
          .flatMap(type -> type.getMethods().stream())
          .filter(
              method ->
                  method.getName().equals(unit.getName())
                      && method.getRawParameterTypes().equals(unit.getRawParameterTypes()))
          .forEach(all::add);
    }
    return all;
  }
}
