package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignersEditTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:20:30.5Z");

  @TempDir Path folder;
  private PublicHeadKey old;
  private PublicHeadKey next;

  @BeforeEach
  void twoKeys() {
    old = HeadKey.create(folder.resolve("old")).publicHalf();
    next = HeadKey.create(folder.resolve("next")).publicHalf();
  }

  private String edited(String file, Instant now) {
    return new String(new SignersEdit(old, next, now).apply(file.getBytes(UTF_8)), UTF_8);
  }

  @Test
  void theOldKeyEndsWithTheNextSecondAndTheNewOneBeganWithTheLast() {
    assertThat(edited("me " + old.publicKey() + " note", NOW))
        .isEqualTo(
            "me valid-before=\"20260301102031Z\" "
                + old.publicKey()
                + " note\nme valid-after=\"20260301102030Z\",namespaces=\"interlock-head-v1\" "
                + next.publicKey()
                + "\n");
  }

  @Test
  void whatHasEndedOnceDoesNotEndLater() {
    String once = edited(old.allowedSigner() + "\n", NOW);
    assertThat(edited(once, NOW.plusSeconds(3600))).isEqualTo(once);
  }

  @Test
  void anEndThatWasStillToComeComesNow() {
    String planned = old.allowedSigner("interlock", "valid-before=\"20300101Z\",") + "\n";
    assertThat(edited(planned, NOW))
        .contains("valid-before=\"20260301102031Z\"")
        .doesNotContain("20300101Z");
  }

  @Test
  void aLineOfAnUnusualFormIsChangedByHandOnly() {
    String unusual = old.allowedSigner("interlock", "Valid-Before=\"20300101Z\",") + "\n";
    assertThatThrownBy(() -> edited(unusual, NOW)).isInstanceOf(WorkflowException.class);
  }
}
