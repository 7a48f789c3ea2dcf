package dev.interlock.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.internal.text.VisibleText;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ten thousand nasty texts become what can be seen. */
class NastyTextTest {
  /** What may never reach a terminal; written apart from the code under test, and by block. */
  static final Pattern HARMFUL =
      Pattern.compile(
          "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\n]]"
              + "|[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u061c\\ufeff\\u00ad]"
              + "|[\\p{Zs}&&[^ ]]|\\p{M}{4}|(?<!\\p{L}|\\p{M})\\p{M}");

  private final VisibleText visible = VisibleText.of(true);
  private final NastyText nasty = new NastyText(20_260_101);

  @Test
  void becomeLinesOfWhatCanBeSeen() {
    for (int i = 0; i < 10_000; i++) {
      String text = nasty.next();
      assertThat(visible.line(text)).doesNotContain("\n").doesNotContainPattern(HARMFUL);
      assertThat(VisibleText.ascii().line(text)).matches("[ -~]*");
    }
  }

  @Test
  void becomeRowsThatAreNotTooWideAndLoseNothing() {
    for (int i = 0; i < 10_000; i++) {
      String text = nasty.next();
      List<String> rows = VisibleText.ascii().rows(text, 40);
      assertThat(rows).allMatch(row -> row.length() <= 40);
      assertThat(String.join("", rows)).isEqualTo(VisibleText.ascii().line(text));
    }
  }
}
