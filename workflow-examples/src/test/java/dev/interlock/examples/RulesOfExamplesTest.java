package dev.interlock.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.interlock.Channel;
import dev.interlock.Decision;
import dev.interlock.Engine;
import dev.interlock.Flow;
import dev.interlock.GateRequest;
import dev.interlock.Ref;
import dev.interlock.Run;
import dev.interlock.Step;
import dev.interlock.Submission;
import dev.interlock.Workflow;
import dev.interlock.examples.sprintreview.SprintReview;
import dev.interlock.record.AuditSink;
import dev.interlock.record.Journal;
import dev.interlock.testing.rules.HostRules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an example that is copied must not teach. */
class RulesOfExamplesTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .importUrl(SprintReview.class.getProtectionDomain().getCodeSource().getLocation())
          .that(resideInAPackage("dev.interlock.examples.sprintreview"));

  @Test
  void there_is_code_to_look_at() {
    assertThat(CODE.contain(SprintReview.class)).isTrue();
    assertThat(CODE.size()).isGreaterThan(30);
  }

  @Test
  void no_body_and_no_check_reaches_the_engine() {
    for (Class<?> reach :
        List.of(
            Engine.class,
            Run.class,
            Journal.class,
            AuditSink.class,
            Channel.class,
            GateRequest.class,
            Decision.class,
            Submission.class)) {
      noClasses().should().dependOnClassesThat().areAssignableTo(reach).check(CODE);
    }
  }

  @Test
  void one_class_writes_the_definition() {
    for (Class<?> word : List.of(Flow.class, Ref.class, Step.class, Workflow.class)) {
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.SprintReview(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(word)
          .check(CODE);
    }
  }

  @Test
  void the_sprint_review_keeps_what_hosts_are_held_to() {
    HostRules.of("dev.interlock.examples")
        .compositionRoot("dev.interlock.examples.Main")
        .workflows(SprintReview.workflow(Path.of("log")))
        .check();
  }
}
