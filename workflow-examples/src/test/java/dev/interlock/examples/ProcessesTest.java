package dev.interlock.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.interlock.Workflow;
import dev.interlock.audit.FileJournal;
import dev.interlock.cli.InterlockCommand;
import dev.interlock.gates.command.CommandRunner;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One class of the whole project starts processes. */
class ProcessesTest {
  private static final String LAUNCHER = "dev.interlock.gates.command.Launcher";

  private static final List<URL> MODULES =
      Stream.of(
              Workflow.class,
              CommandRunner.class,
              FileJournal.class,
              InterlockCommand.class,
              Main.class)
          .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
          .toList();

  private static final JavaClasses CODE = new ClassFileImporter().importUrls(MODULES);

  private static final DescribedPredicate<JavaCall<?>> STARTING =
      DescribedPredicate.describe(
          "start a process",
          call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getName();
            return owner.equals("java.lang.ProcessBuilder")
                || owner.startsWith("org.apache.commons.exec.")
                || (owner.equals("java.lang.Runtime") && name.equals("exec"));
          });

  @Test
  void there_is_code_to_look_at() {
    assertThat(MODULES).doesNotHaveDuplicates();
    assertThat(CODE.contain(LAUNCHER)).isTrue();
    assertThat(CODE.contain(Workflow.class)).isTrue();
  }

  @Test
  void no_class_but_one_starts_processes() {
    noClasses()
        .that()
        .haveNameNotMatching(LAUNCHER.replace(".", "\\.") + "(\\$.*)?")
        .should()
        .callCodeUnitWhere(DescribedPredicate.describe("start a process", STARTING))
        .check(CODE);
  }

  @Test
  void the_one_that_does_is_found_by_the_rule() {
    assertThat(CODE.get(LAUNCHER).getCodeUnitCallsFromSelf()).anyMatch(STARTING);
  }
}
