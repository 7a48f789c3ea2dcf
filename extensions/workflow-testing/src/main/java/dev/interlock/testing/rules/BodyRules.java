package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.GateRequest;
import dev.interlock.Run;
import dev.interlock.Submission;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/** Rules about what bodies and checks do. */
final class BodyRules {
  private static final String WHAT =
      "no method of the host writes a definition, or none names a body; look at the packages";

  private static final List<Class<?>> ENGINE =
      List.of(
          Engine.class,
          Engine.Builder.class,
          Run.class,
          Journal.class,
          AuditSink.class,
          Channel.class,
          Decision.class,
          GateRequest.class,
          Submission.class,
          Submission.Request.class);

  private static final List<Class<?>> STARTING =
      List.of(
          Executor.class,
          Executors.class,
          ForkJoinTask.class,
          ProcessBuilder.class,
          ProcessHandle.class,
          ThreadFactory.class,
          Timer.class);

  private static final Set<String> OF_SYSTEM =
      Set.of("exit", "setIn", "setOut", "setErr", "setProperty", "load", "loadLibrary");
  private static final Set<String> OF_RUNTIME =
      Set.of("exit", "halt", "addShutdownHook", "load", "loadLibrary");

  private BodyRules() {}

  static Finding engine(HostCode code) {
    List<String> found =
        violations(code, access -> isEngine(access.getTargetOwner()) || gives(access), "reaches ");
    for (JavaCodeUnit body : code.bodies()) {
      for (JavaField field : body.getOwner().getAllFields()) {
        if (isEngine(field.getRawType())) {
          found.add(
              "'"
                  + HostCode.name(body)
                  + "' is of a class that holds a "
                  + field.getRawType().getName()
                  + " in '"
                  + field.getName()
                  + "'");
        }
      }
    }
    return finding(code, found);
  }

  private static boolean isEngine(JavaClass type) {
    return ENGINE.stream().anyMatch(type::isAssignableTo);
  }

  /** Whether it gives an engine type, as a method or a field of the host may. */
  private static boolean gives(JavaAccess<?> access) {
    return access.getTarget().resolveMember().stream()
        .anyMatch(
            member ->
                member instanceof JavaCodeUnit unit
                    ? isEngine(unit.getRawReturnType())
                    : member instanceof JavaField field && isEngine(field.getRawType()));
  }

  static Finding starts(HostCode code) {
    return finding(code, violations(code, BodyRules::isStart, "calls "));
  }

  private static boolean isStart(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return STARTING.stream().anyMatch(owner::isAssignableTo)
        || (owner.isAssignableTo(Thread.class)
            && is(
                access, Set.of("<init>", "start", "startVirtualThread", "ofVirtual", "ofPlatform")))
        || (owner.isAssignableTo(CompletableFuture.class) && access.getName().endsWith("Async"))
        || (owner.isEquivalentTo(Runtime.class) && access.getName().equals("exec"))
        || is(access, Set.of("parallelStream"));
  }

  static Finding jvm(HostCode code) {
    return finding(code, violations(code, BodyRules::bendsTheJvm, "calls "));
  }

  private static boolean bendsTheJvm(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return (owner.isEquivalentTo(System.class) && is(access, OF_SYSTEM))
        || (owner.isEquivalentTo(Runtime.class) && is(access, OF_RUNTIME))
        || isReflection(access);
  }

  private static boolean isReflection(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return owner.getPackageName().equals("java.lang.reflect")
        || owner.getName().startsWith("java.lang.invoke.MethodHandles")
        || owner.getName().equals("sun.misc.Unsafe")
        || (owner.isEquivalentTo(Class.class)
            && access
                .getName()
                .matches("forName|newInstance|get(Declared)?(Method|Constructor|Field|Classe)s?"));
  }

  private static boolean is(JavaAccess<?> access, Set<String> names) {
    return names.contains(access.getName());
  }

  private static List<String> violations(HostCode code, Predicate<JavaAccess<?>> bad, String does) {
    List<String> found = new ArrayList<>();
    for (HostCode.Done done : code.done()) {
      JavaAccess<?> access = done.access();
      if (bad.test(access)) {
        found.add(done.told(does + access.getTargetOwner().getName() + "." + access.getName()));
      }
    }
    return found;
  }

  private static Finding finding(HostCode code, List<String> violations) {
    return new Finding(code.done().size(), WHAT, violations);
  }
}
