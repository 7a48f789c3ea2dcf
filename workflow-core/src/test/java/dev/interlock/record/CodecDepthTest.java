package dev.interlock.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How deep a value may nest: 63 brackets within each other. */
class CodecDepthTest {
  /** Two brackets deep for each link. */
  public record Chain(String text, List<Chain> next) {}

  /** One bracket more. */
  public record Boxed(Chain chain) {}

  private static Chain chain(int links, String text) {
    Chain chain = new Chain(text, List.of());
    for (int i = 1; i < links; i++) {
      chain = new Chain(text, List.of(chain));
    }
    return chain;
  }

  private static <T> void isKept(T value, Class<T> type) {
    Json json = Codec.json().write(value, type);
    assertThat(Codec.json().read(json, type)).isEqualTo(value);
  }

  @Test
  void what_nests_as_deep_as_it_may_is_written_and_read() {
    isKept(chain(31, "a"), Chain.class);
    isKept(new Boxed(chain(31, "a")), Boxed.class);
  }

  @Test
  void what_nests_deeper_is_refused() {
    assertThatThrownBy(() -> Codec.json().write(chain(32, "a"), Chain.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested more than 63 deep");
    assertThatThrownBy(() -> Codec.json().write(new Boxed(chain(32, "a")), Boxed.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "]", "}", "\"[", "\\[", "\\\"{", "[\\", "\"}"})
  void brackets_in_a_text_nest_nothing(String text) {
    isKept(chain(31, text.repeat(70)), Chain.class);
    assertThatThrownBy(() -> Codec.json().write(chain(32, text.repeat(70)), Chain.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_stands_side_by_side_does_not_nest() {
    isKept(new Chain("a", Collections.nCopies(200, chain(2, "b"))), Chain.class);
    isKept(new Chain("a", Collections.nCopies(3, chain(30, "b"))), Chain.class);
  }
}
