package dev.interlock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of this module keep to. */
class RulesOfCodeTest {
  private static final JavaClasses CODE =
      new ClassFileImporter().importPath(Path.of(ModuleDescriptorTest.built()));

  private static final String API = "dev.interlock";
  private static final String RECORD = "dev.interlock.record";
  private static final String JSON = "dev.interlock.internal.json";

  @Test
  void there_is_code_to_look_at() {
    assertThat(CODE.contain(Workflow.class)).isTrue();
    assertThat(CODE.contain(RulesOfCodeTest.class)).isFalse();
    assertThat(CODE.size()).isGreaterThan(100);
  }

  @Test
  void packages_form_no_circle() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(CODE);
  }

  @Test
  void the_internals_know_nothing_of_what_stands_on_them() {
    noClasses()
        .that()
        .resideInAPackage("dev.interlock.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(API, RECORD)
        .check(CODE);
    noClasses()
        .that()
        .resideInAPackage(RECORD)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(API)
        .check(CODE);
  }

  @Test
  void what_is_exported_speaks_of_java_and_of_itself_only() {
    classes()
        .that()
        .resideInAnyPackage(API, RECORD)
        .should(
            new ArchCondition<JavaClass>("have no foreign types in their signatures") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                exposed(type)
                    .filter(used -> !isOwn(used.getBaseComponentType()))
                    .forEach(
                        used ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    type, type.getName() + " exposes " + used.getName())));
              }
            })
        .check(CODE);
  }

  private static Stream<JavaClass> exposed(JavaClass type) {
    if (!isExposed(type)) {
      return Stream.of();
    }
    Stream<JavaClass> above =
        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
    Stream<JavaClass> units =
        type.getCodeUnits().stream()
            .filter(unit -> isExposed(unit.getModifiers()))
            .flatMap(RulesOfCodeTest::involved);
    Stream<JavaClass> fields =
        type.getFields().stream()
            .filter(field -> isExposed(field.getModifiers()))
            .map(JavaField::getRawType);
    return Stream.of(above, units, fields).flatMap(all -> all);
  }

  private static boolean isExposed(JavaClass type) {
    return isExposed(type.getModifiers())
        && type.getEnclosingClass().map(RulesOfCodeTest::isExposed).orElse(true);
  }

  private static boolean isExposed(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> involved(JavaCodeUnit unit) {
    return Stream.of(
            unit.getReturnType().getAllInvolvedRawTypes().stream(),
            unit.getParameterTypes().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()),
            unit.getExceptionTypes().stream().flatMap(e -> e.getAllInvolvedRawTypes().stream()))
        .flatMap(all -> all);
  }

  private static boolean isOwn(JavaClass type) {
    return type.isPrimitive()
        || type.getPackageName().startsWith("java.")
        || type.getPackageName().equals(API)
        || type.getPackageName().equals(RECORD);
  }

  @Test
  void one_class_reads_clocks() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.interlock.SystemTime")
        .should()
        .accessTargetWhere(
            target(
                "a clock",
                access ->
                    (access.getTargetOwner().getPackageName().startsWith("java.time")
                            && (access.getName().equals("now")
                                || access.getName().startsWith("system")
                                || access.getName().startsWith("tick")))
                        || isOf(access, System.class, "nanoTime", "currentTimeMillis")
                        || isOf(access, Date.class, "<init>")
                        || isOf(
                            access,
                            CompletableFuture.class,
                            "delayedExecutor",
                            "orTimeout",
                            "completeOnTimeout")
                        || isOf(access, Thread.class, "sleep")))
        .check(CODE);
  }

  @Test
  void one_class_makes_ids_by_chance() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.interlock.record.InMemoryJournal")
        .and()
        .doNotHaveFullyQualifiedName("dev.interlock.HostDraft")
        .should()
        .accessTargetWhere(
            target(
                "chance",
                access ->
                    isOf(access, UUID.class, "randomUUID")
                        || isOf(access, Math.class, "random")
                        || access.getTargetOwner().isAssignableTo(Random.class)
                        || access.getTargetOwner().isAssignableTo(KeyPairGenerator.class)
                        || access.getTargetOwner().isAssignableTo(ThreadLocalRandom.class)))
        .check(CODE);
  }

  @Test
  void nothing_starts_a_process_or_uses_the_console_or_ends_the_jvm() {
    noClasses()
        .should()
        .accessTargetWhere(
            target(
                "a process, the console or the end of the JVM",
                access ->
                    access.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                        || access.getTargetOwner().isEquivalentTo(ProcessHandle.class)
                        || isOf(access, Runtime.class, "exec", "exit", "halt", "addShutdownHook")
                        || isOf(
                            access,
                            System.class,
                            "in",
                            "out",
                            "err",
                            "exit",
                            "console",
                            "load",
                            "loadLibrary")
                        || isOf(access, Throwable.class, "printStackTrace")))
        .check(CODE);
  }

  @Test
  void reflection_stays_where_types_are_looked_at() {
    noClasses()
        .that()
        .resideOutsideOfPackage(JSON)
        .and()
        .doNotHaveSimpleName("ValueTypes")
        .and()
        .doNotHaveSimpleName("TypeOutline")
        .should()
        .accessTargetWhere(
            target(
                "reflection",
                access ->
                    (access.getTargetOwner().getPackageName().equals("java.lang.reflect")
                            && !access
                                .getTargetOwner()
                                .isEquivalentTo(InvocationTargetException.class))
                        || access.getTargetOwner().getPackageName().equals("java.lang.invoke")
                        || (access.getTargetOwner().isEquivalentTo(Class.class)
                            && access
                                .getName()
                                .matches(
                                    "forName|newInstance|get(Declared)?(Method|Constructor|Field|Classe)s?|getRecordComponents|getPermittedSubclasses"))))
        .check(CODE);
  }

  @Test
  void json_is_known_to_one_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage(JSON)
        .and()
        .doNotHaveFullyQualifiedName("dev.interlock.internal.log.Line")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
        .check(CODE);
  }

  @Test
  void nobody_can_hold_a_monitor_that_the_engine_waits_for() {
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .arePublic()
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .check(CODE);
  }

  @Test
  void nothing_in_any_module_makes_objects_of_classes_that_its_input_names() {
    for (String word :
        List.of(
            "ObjectInputStream",
            "ObjectOutputStream",
            "readObject",
            "readResolve",
            "XMLDecoder",
            "activateDefaultTyping",
            "JsonTypeInfo.Id.CLASS",
            "JsonTypeInfo.Id.MINIMAL_CLASS",
            "PolymorphicTypeValidator",
            "ServiceLoader")) {
      assertThat(sourcesWith(word)).as(word).isEmpty();
    }
  }

  private static List<String> sourcesWith(String word) {
    return sources().filter(file -> text(file).contains(word)).map(Path::toString).toList();
  }

  @Test
  void what_is_exported_stays_small_enough_to_know() {
    List<String> types =
        CODE.stream()
            .filter(
                type -> type.getPackageName().equals(API) || type.getPackageName().equals(RECORD))
            .filter(
                type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .toList();
    assertThat(types).hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
  }

  private static final int MOST_PUBLIC_TYPES = 40;

  @Test
  void what_is_exported_is_called_with_at_most_four_things() {
    assertThat(
            CODE.stream()
                .filter(RulesOfCodeTest::isExposed)
                .filter(type -> !type.isRecord() && !type.isAnonymousClass())
                .filter(type -> List.of(API, RECORD).contains(type.getPackageName()))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> isExposed(unit.getModifiers()))
                .filter(unit -> unit.getRawParameterTypes().size() > MOST_PARAMETERS)
                .map(JavaCodeUnit::getFullName)
                .filter(name -> !FUNCTIONS.contains(name.replaceAll("\\(.*", ""))))
        .isEmpty();
  }

  /** The main sources of all modules. */
  private static Stream<Path> sources() {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().replace('\\', '/').contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final int MOST_PARAMETERS = 4;

  /** A check of a step of four inputs sees its result besides. */
  private static final List<String> FUNCTIONS = List.of("dev.interlock.Check$Of4.examine");

  @Test
  void state_that_changes_is_rare() {
    List<JavaField> fields =
        CODE.stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(field -> !field.getOwner().getSimpleName().startsWith("Immutable"))
            .filter(field -> !field.getOwner().getSimpleName().equals("Builder"))
            .toList();
    long changing =
        fields.stream().filter(f -> !f.getModifiers().contains(JavaModifier.FINAL)).count();
    assertThat(changing * 100).isLessThanOrEqualTo(fields.size() * MOST_CHANGING_PERCENT);
  }

  private static final long MOST_CHANGING_PERCENT = 15;

  private static boolean isOf(JavaAccess<?> access, Class<?> owner, String... names) {
    return access.getTargetOwner().isAssignableTo(owner)
        && List.of(names).contains(access.getName());
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String what, Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(what, test);
  }
}
