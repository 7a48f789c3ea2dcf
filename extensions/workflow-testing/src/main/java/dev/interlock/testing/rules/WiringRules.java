package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.interlock.Engine;
import dev.interlock.record.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules about how a host is put together. */
final class WiringRules {
  private static final List<String> OF_TESTS =
      List.of(
          "dev.interlock.testing",
          "org.junit",
          "org.testng",
          "org.mockito",
          "org.assertj",
          "com.tngtech.archunit");

  private WiringRules() {}

  static Finding compositionRoot(HostCode code) {
    List<JavaAccess<?>> builds =
        code.classes().stream()
            .<JavaAccess<?>>flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access -> isBuild(access))
            .toList();
    List<String> roots = code.host().roots();
    List<String> found =
        builds.stream()
            .filter(access -> !roots.contains(outermost(access.getOriginOwner()).getName()))
            .map(
                access ->
                    "'"
                        + HostCode.name(access.getOrigin())
                        + "' builds an engine"
                        + HostCode.place(access)
                        + "; only "
                        + roots
                        + " may")
            .toList();
    return new Finding(
        builds.size() - found.size(),
        "none of the classes "
            + roots
            + " builds an engine; name the one with compositionRoot(...)",
        found);
  }

  private static boolean isBuild(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return (owner.isEquivalentTo(Engine.class) && access.getName().equals("on"))
        || (owner.isEquivalentTo(Engine.Builder.class) && access.getName().equals("build"));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(WiringRules::outermost).orElse(type);
  }

  static Finding testDoubles(HostCode code) {
    List<String> found = new ArrayList<>();
    for (JavaClass type : code.classes()) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass();
        if (!code.isHosts(target) && OF_TESTS.stream().anyMatch(name -> isIn(target, name))) {
          found.add(
              "'" + type.getName() + "' depends on '" + target.getName() + "', which is for tests");
        }
      }
      inMemory(type).forEach(found::add);
    }
    return new Finding(code.classes().size(), "there are no classes; look at the packages", found);
  }

  private static Stream<String> inMemory(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .filter(
            call ->
                call.getTargetOwner().isEquivalentTo(Journal.class)
                    && call.getName().equals("inMemory"))
        .map(
            call ->
                "'"
                    + HostCode.name(call.getOrigin())
                    + "' keeps its record in memory, where it is"
                    + " lost"
                    + HostCode.place(call));
  }

  private static boolean isIn(JavaClass type, String name) {
    return (type.getPackageName() + ".").startsWith(name + ".");
  }
}
