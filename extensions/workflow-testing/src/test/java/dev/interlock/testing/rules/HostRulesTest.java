package dev.interlock.testing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.interlock.Workflow;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule finds what is planted against it, and no other rule does. */
class HostRulesTest {
  private static final String HERE = "dev.interlock.testing.rules.";

  /** What is planted against each rule, and what is said of it. */
  private enum Planted {
    ENGINE(
        HostRule.BODIES_REACH_NO_ENGINE,
        "'dev.interlock.testing.rules.engine.Dock.approveAll' (reached by"
            + " 'dev.interlock.testing.rules.engine.Dock.ship') reaches"
            + " dev.interlock.Engine.decide in line ",
        "is of a class that holds a dev.interlock.Engine in 'engine'"),
    STARTING(
        HostRule.BODIES_START_NOTHING,
        "Dock.ship' calls java.lang.Thread.start in line ",
        "Dock.ship' calls java.lang.ProcessBuilder.start in line "),
    JVM(
        HostRule.BODIES_LEAVE_THE_JVM_ALONE,
        "Dock.ship' calls java.lang.System.setIn in line ",
        "Dock.ship' calls java.lang.System.exit in line ",
        "DockLook.onBoard' calls java.lang.reflect.Constructor.setAccessible in line "),
    WRITING(
        HostRule.DEFINITIONS_CALL_ONLY_THE_DSL,
        "definition 'dev.interlock.testing.rules.writing.Shipping.ship' uses"
            + " dev.interlock.testing.rules.writing.Dock.ship while it is written in line "),
    CHECKER(
        HostRule.CHECKERS_ARE_NO_DOERS,
        "class 'dev.interlock.testing.rules.checker.Dock' does ('",
        "and checks ('look'); move the check to a class of its own"),
    GATE(
        HostRule.ACTS_STAND_BEHIND_GATES,
        "step 'ship' of workflow 'shipping' acts and reads no approval; let it read one, or add"
            + " unguarded(\"reason\")"),
    ROOT(
        HostRule.ONE_COMPOSITION_ROOT,
        "'dev.interlock.testing.rules.root.Backdoor.mine' builds an engine in line ",
        "only [dev.interlock.testing.rules.root.Main] may"),
    DOUBLES(
        HostRule.NO_TEST_DOUBLES_IN_MAIN,
        "Demo' depends on 'dev.interlock.testing.TestPeople', which is for tests",
        "keeps its record in memory, where it is lost");

    private final HostRule rule;
    private final String says;

    /** What is said stands one a line. */
    Planted(HostRule rule, String... says) {
      this.rule = rule;
      this.says = String.join("\n", says);
    }

    String folder() {
      return HERE + name().toLowerCase(java.util.Locale.ROOT);
    }

    Workflow<?, ?> workflow() {
      return this == GATE
          ? dev.interlock.testing.rules.gate.Shipping.workflow()
          : dev.interlock.testing.rules.good.Shipping.workflow();
    }

    void check(HostRule... rules) {
      HostRules.of(folder())
          .compositionRoot(folder() + ".Main")
          .workflows(workflow())
          .check(imported(folder()), rules);
    }
  }

  private static JavaClasses imported(String folder) {
    return new ClassFileImporter().importPackages(folder);
  }

  private static HostRules good() {
    return HostRules.of(HERE + "good")
        .compositionRoot(HERE + "good.Main")
        .workflows(dev.interlock.testing.rules.good.Shipping.workflow());
  }

  @Test
  void a_host_that_keeps_all_rules_passes() {
    good().check(imported(HERE + "good"), HostRule.values());
  }

  @ParameterizedTest
  @EnumSource
  void what_is_planted_is_found_and_named(Planted planted) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> planted.check(HostRule.values()))
        .withMessageContaining(planted.rule + ": " + planted.rule.says())
        .satisfies(e -> assertThat(e.getMessage()).contains(planted.says.split("\n", -1)));
  }

  @ParameterizedTest
  @EnumSource
  void without_its_rule_nobody_would_notice(Planted planted) {
    HostRule[] others = EnumSet.complementOf(EnumSet.of(planted.rule)).toArray(HostRule[]::new);
    planted.check(others);
  }

  @ParameterizedTest
  @EnumSource
  void a_rule_with_nothing_to_look_at_fails(HostRule rule) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> HostRules.of("no.such.host").check(rule))
        .withMessageContaining("there is nothing that it could be about");
  }

  @Test
  void every_rule_has_something_planted_against_it() {
    assertThat(Stream.of(Planted.values()).map(planted -> planted.rule))
        .containsExactlyInAnyOrder(HostRule.values());
  }

  @Test
  void all_broken_rules_are_told_at_once() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> HostRules.of("no.such.host").check())
        .satisfies(
            e ->
                assertThat(e.getMessage())
                    .contains(Stream.of(HostRule.values()).map(HostRule::says).toList()));
  }

  @Test
  void bodies_are_also_what_stands_in_their_packages() {
    HostRules rules =
        HostRules.of(HERE + "root").bodiesIn(HERE + "root").workflows(Planted.ROOT.workflow());
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rules.check(imported(HERE + "root"), HostRule.BODIES_REACH_NO_ENGINE))
        .withMessageContaining("Backdoor.mine' reaches dev.interlock.Engine");
  }
}
