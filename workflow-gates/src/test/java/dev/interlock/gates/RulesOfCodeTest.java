package dev.interlock.gates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.interlock.Engine;
import dev.interlock.gates.command.CommandRunner;
import org.junit.jupiter.api.Test;

/** What the sources of this module keep to. */
class RulesOfCodeTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importUrl(CommandRunner.class.getProtectionDomain().getCodeSource().getLocation());

  private static final String LAUNCHER = "dev.interlock.gates.command.Launcher";

  @Test
  void there_is_code_to_look_at() {
    assertThat(CODE.contain(CommandRunner.class)).isTrue();
    assertThat(CODE.contain(LAUNCHER)).isTrue();
  }

  @Test
  void packages_form_no_circle() {
    slices().matching("dev.interlock.gates.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void no_body_and_no_check_reaches_the_engine() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.interlock.gates.command", "dev.interlock.gates.check")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Engine.class)
        .check(CODE);
  }
}
