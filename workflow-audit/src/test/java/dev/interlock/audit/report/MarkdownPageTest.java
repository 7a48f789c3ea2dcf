package dev.interlock.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownPageTest {
  private static String of(Block block) {
    return MarkdownPage.of(List.of(block));
  }

  @Test
  void whatIsRecordedCannotEndItsCode() {
    String text = "a\n```\n# heading\n`````\n<img src=x>";
    assertThat(of(new Block.Code(text, ""))).isEqualTo("``````text\n" + text + "\n``````\n");
  }

  @Test
  void whatIsRecordedCannotEndItsLineOrTheCodeInIt() {
    Phrase words = Phrase.of("said ").andValue("`x``\n# no\n\n<b>");
    assertThat(of(new Block.Paragraph(words)))
        .isEqualTo("said ``` `x``\\u000a# no\\u000a\\u000a<b> ```\n");
  }

  @Test
  void whatIsRecordedCannotEndItsCell() {
    Block table =
        new Block.Table("t", List.of("A"), List.of(List.of(Phrase.value("a | b\n| c |"))));
    assertThat(of(table)).isEqualTo("| A |\n| --- |\n| `a \\| b\\u000a\\| c \\|` |\n");
  }

  @Test
  void wordsAreNothingButWords() {
    assertThat(of(new Block.Paragraph(Phrase.of("*a* [b](c) <d> &e; #1 `f`"))))
        .isEqualTo("\\*a\\* \\[b\\](c) \\<d\\> \\&e; \\#1 \\`f\\`\n");
  }

  @Test
  void whatIsEmptyIsSaidToBe() {
    assertThat(of(new Block.Paragraph(Phrase.value("").and(" ").andValue("  "))))
        .isEqualTo("(nothing) (blanks)\n");
  }
}
