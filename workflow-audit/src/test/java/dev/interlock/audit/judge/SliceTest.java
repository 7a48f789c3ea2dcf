package dev.interlock.audit.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static final String BLOB = "{\"blob\":\"" + "a".repeat(64) + "\",\"size\":";

  private static Slice within(String value) {
    byte[] json = ("[7, " + value + " ,8]").getBytes(UTF_8);
    return new Slice(json, 4, 4 + value.getBytes(UTF_8).length);
  }

  @Test
  void a_text_is_read_with_its_escapes() {
    assertThat(within("\"plain \u00e9\"").text()).isEqualTo("plain \u00e9");
    assertThat(within("\"\"").text()).isEmpty();
    assertThat(Slice.of("\"plain\"").text()).isEqualTo("plain");
    assertThat(within("\"a\\\"b\\u0041\\n\"").text()).isEqualTo("a\"bA\n");
    assertThat(within("\"\\\\\"").text()).isEqualTo("\\");
    assertThatThrownBy(() -> within("7").text()).isInstanceOf(Impossible.class);
  }

  @Test
  void its_digest_is_that_of_its_own_bytes() {
    String value = "{\"text\":\"in\"}";
    String alone = Line.hex(HashTree.sha256().digest(value.getBytes(UTF_8)));
    assertThat(within(value).sha256()).isEqualTo(alone);
    assertThat(within(value).raw()).isEqualTo(value);
    assertThat(within(value).alone().saysTheSameAs(within(value))).isTrue();
  }

  @Test
  void a_blob_can_be_what_has_as_many_bytes() {
    Slice blob = within(BLOB + "13}");
    assertThat(blob.isBlob()).isTrue();
    assertThat(blob.canBe(within("{\"text\":\"in\"}"))).isTrue();
    assertThat(blob.canBe(within("{\"text\":\"inn\"}"))).isFalse();
    assertThat(blob.canBe(within(BLOB.replace('a', 'b') + "13}"))).isTrue();
    assertThat(blob.canBe(within(BLOB + "14}"))).isFalse();
    assertThat(within("{\"text\":\"in\"}").canBe(blob)).isFalse();
    assertThat(within(BLOB + "999999999999999999}").isBlob()).isTrue();
    assertThat(within("{\"text\":\"" + "x".repeat(200) + "\"}").isBlob()).isFalse();
  }
}
