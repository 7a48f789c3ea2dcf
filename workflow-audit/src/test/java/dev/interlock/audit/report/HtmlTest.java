package dev.interlock.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {
  private final Html html = new Html();

  @Test
  void textIsEscapedAndItsLinesStayLines() {
    html.open(Tag.PRE).text("a<b>&\"\n\u001b[2J\r").close();
    assertThat(html.page())
        .isEqualTo("<!DOCTYPE html>\n<pre>a&lt;b&gt;&amp;&quot;\n\\u001b[2J\\u000d</pre>\n");
  }

  @Test
  void textWithinALineHasNoEndOfLine() {
    html.line(Tag.P, "a\nb");
    assertThat(html.page()).contains("<p>a\\u000ab</p>");
  }

  @Test
  void anAttributeCannotBeEnded() {
    html.open(Tag.P).with(Attribute.LABEL, "\" onclick=\"x\n").close();
    assertThat(html.page()).contains("<p aria-label=\"&quot; onclick=&quot;x\\u000a\"></p>");
  }

  @Test
  void aLinkLeadsNowhereElse() {
    html.open(Tag.A);
    for (String target : new String[] {"https://evil.test", "javascript:x", "//x", "", "#a\"b"}) {
      assertThatThrownBy(() -> html.with(Attribute.HREF, target))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(html.with(Attribute.HREF, "#here").close().page()).contains("href=\"#here\"");
  }

  @Test
  void aPageIsWholeOrNone() {
    html.open(Tag.DIV);
    assertThatThrownBy(html::page).hasMessageContaining("'div' has not ended");
    html.text("x");
    assertThatThrownBy(() -> html.with(Attribute.ID, "late")).isInstanceOf(RuntimeException.class);
  }
}
