package dev.interlock.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlobOwnersTest {
  private static final int BLOBS = 100_000;

  private final BlobOwners owners = new BlobOwners();

  private static String blob(int number) {
    return Digests.sha256Hex(String.valueOf(number).getBytes(US_ASCII));
  }

  @Test
  void of_a_hundred_thousand_blobs_only_hashes_are_kept_and_each_has_one_run() {
    for (int i = 0; i < BLOBS; i++) {
      assertThat(owners.names("run-" + i / 2, blob(i))).isTrue();
    }
    assertThat(owners.bytes()).isLessThanOrEqualTo(43L * BLOBS + 4_096);
    for (int i = 0; i < BLOBS; i += 97) {
      assertThat(owners.names("run-" + i / 2, blob(i))).isTrue();
      assertThat(owners.isNamedBy("run-" + i / 2, blob(i))).isTrue();
      assertThat(owners.names("other", blob(i))).isFalse();
      assertThat(owners.isNamedBy("other", blob(i))).isFalse();
      assertThat(owners.isNamedBy("run-" + i / 2, blob(BLOBS + i))).isFalse();
    }
  }
}
