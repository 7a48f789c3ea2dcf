package dev.interlock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @Nested
  class OfRuns {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "A", "sprint-7.r_2", "a..b", "a-", "7."})
    void letters_digits_dots_dashes_and_underscores_make_an_id(String id) {
      assertThat(RunId.of(id).value()).isEqualTo(id);
      assertThat(RunId.of(id)).hasToString(id).isEqualTo(new RunId(id));
      assertThat(RunId.of("a".repeat(100)).value()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "-", "-a", ".", "..", ".a", "_a", "a b", " a", "a ", "a/b", "../a", "a\\b", "a\n",
          "a:b", "ä", "aä", "٣", "a\u0000", "%2e"
        })
    void anything_else_is_refused(String id) {
      assertThatThrownBy(() -> RunId.of(id)).isInstanceOf(WorkflowException.class);
    }

    @Test
    void an_id_too_long_is_refused_and_not_repeated() {
      assertThatThrownBy(() -> RunId.of("a".repeat(101)))
          .isInstanceOf(WorkflowException.class)
          .hasMessage(
              "a run id of 101 characters is not valid: use 1 to 100 letters, digits, '.', '_' or"
                  + " '-', beginning with a letter or digit");
    }
  }

  @Nested
  class OfPrincipals {
    @ParameterizedTest
    @CsvSource({
      "ana, PERSON",
      "os-user:ana, PERSON",
      "ai:reviewer, AI",
      "AI:reviewer, AI",
      "Ai:, AI",
      "system:nightly, SYSTEM",
      "SYSTEM:x, SYSTEM",
      "ai, PERSON",
      "systems:x, PERSON",
      "x-ai:y, PERSON",
      "!~, PERSON",
    })
    void the_kind_is_part_of_the_name(String name, Principal.Kind kind) {
      assertThat(Principal.of(name).kind()).isEqualTo(kind);
      assertThat(Principal.of(name)).hasToString(name);
    }

    @Test
    void an_ai_and_a_system_are_marked_in_front() {
      assertThat(Principal.ai("reviewer")).isEqualTo(Principal.of("ai:reviewer"));
      assertThat(Principal.system("cron")).isEqualTo(Principal.of("system:cron"));
      assertThat(Principal.ai("reviewer").kind()).isEqualTo(Principal.Kind.AI);
      assertThat(Principal.system("cron").kind()).isEqualTo(Principal.Kind.SYSTEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "a\t", "ä", "\u007f", "a\u0000", "😀"})
    void anything_but_printable_ascii_without_space_is_refused(String name) {
      assertThatThrownBy(() -> Principal.of(name)).isInstanceOf(WorkflowException.class);
    }

    @Test
    void a_name_has_200_characters_at_most() {
      assertThat(Principal.of("a".repeat(200)).name()).hasSize(200);
      assertThatThrownBy(() -> Principal.of("a".repeat(201))).isInstanceOf(WorkflowException.class);
      assertThatThrownBy(() -> Principal.ai("a".repeat(198))).isInstanceOf(WorkflowException.class);
    }
  }

  @Test
  void a_grade_reaches_itself_and_what_is_below() {
    assertThat(Presence.HARDWARE.reaches(Presence.KEY)).isTrue();
    assertThat(Presence.LOGIN.reaches(Presence.LOGIN)).isTrue();
    assertThat(Presence.TERMINAL.reaches(Presence.LOGIN)).isFalse();
    assertThat(Presence.values())
        .containsExactly(Presence.TERMINAL, Presence.LOGIN, Presence.KEY, Presence.HARDWARE);
  }

  @Nested
  class TheOwnerOfAProcess {
    @Test
    void isWhoTheOperatingSystemSays() {
      assertThat(Principal.ofProcess().name()).matches("os-user:[!-~]+").doesNotEndWith("unknown");
    }

    @Test
    void isWhoTheJvmWasToldWhereNobodyKnows() {
      assertThat(ProcessOwner.of(Path.of("no such folder")).name())
          .isEqualTo("os-user:" + System.getProperty("user.name"));
    }
  }
}
