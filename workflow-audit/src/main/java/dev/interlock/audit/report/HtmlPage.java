package dev.interlock.audit.report;

import java.util.List;

/** Writes blocks as one HTML file that needs nothing else. Use once. */
final class HtmlPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'";

  private final Html html = new Html();

  private HtmlPage() {}

  /** The page of these blocks. */
  static String of(String title, List<Block> head, List<Block> body, List<Block> foot) {
    HtmlPage page = new HtmlPage();
    page.html.open(Tag.HTML).with(Attribute.LANG, "en").newline();
    page.head(title);
    page.html.open(Tag.BODY).newline();
    page.part(Tag.HEADER, head);
    page.contents(body);
    page.part(Tag.MAIN, body);
    page.part(Tag.FOOTER, foot);
    page.html.close().newline().close();
    return page.html.page();
  }

  private void head(String title) {
    html.open(Tag.HEAD).newline();
    html.open(Tag.META).with(Attribute.CHARSET, "utf-8").close().newline();
    html.open(Tag.META)
        .with(Attribute.HTTP_EQUIV, "Content-Security-Policy")
        .with(Attribute.CONTENT, POLICY)
        .close()
        .newline();
    meta("viewport", "width=device-width, initial-scale=1");
    meta("color-scheme", "light dark");
    meta("referrer", "no-referrer");
    html.line(Tag.TITLE, title).newline().style().newline().close().newline();
  }

  private void meta(String name, String content) {
    html.open(Tag.META)
        .with(Attribute.NAME, name)
        .with(Attribute.CONTENT, content)
        .close()
        .newline();
  }

  private void part(Tag tag, List<Block> blocks) {
    html.open(tag).newline();
    all(blocks);
    html.close().newline();
  }

  private void all(List<Block> blocks) {
    blocks.forEach(
        block -> {
          write(block);
          html.newline();
        });
  }

  /** Links to the headings of the second level, if there are any. */
  private void contents(List<Block> blocks) {
    List<Block.Heading> headings =
        blocks.stream()
            .filter(Block.Heading.class::isInstance)
            .map(Block.Heading.class::cast)
            .filter(heading -> heading.level() == 2)
            .toList();
    if (headings.isEmpty()) {
      return;
    }
    html.open(Tag.NAV).with(Attribute.LABEL, "Contents").open(Tag.UL);
    headings.forEach(
        heading ->
            html.open(Tag.LI)
                .open(Tag.A)
                .with(Attribute.HREF, "#" + heading.id())
                .words(heading.words())
                .close()
                .close());
    html.close().close().newline();
  }

  private void write(Block block) {
    if (block instanceof Block.Heading heading) {
      Tag tag = List.of(Tag.H1, Tag.H2, Tag.H3).get(heading.level() - 1);
      html.open(tag).with(Attribute.ID, heading.id()).words(heading.words()).close();
    } else if (block instanceof Block.Paragraph paragraph) {
      phrase(Tag.P, paragraph.words());
    } else if (block instanceof Block.Banner banner) {
      banner(banner);
    } else if (block instanceof Block.Facts facts) {
      facts(facts);
    } else if (block instanceof Block.Table table) {
      table(table);
    } else if (block instanceof Block.Items items) {
      html.open(Tag.UL);
      items.items().forEach(item -> phrase(Tag.LI, item));
      html.close();
    } else {
      detail(block);
    }
  }

  private void detail(Block block) {
    if (block instanceof Block.Fold fold) {
      html.open(Tag.DETAILS);
      phrase(Tag.SUMMARY, fold.summary());
      html.open(Tag.DIV, "inner").newline();
      all(fold.inner());
      html.close().close();
    } else if (block instanceof Block.Code code) {
      code(code);
    } else if (block instanceof Block.Picture picture) {
      new Drawing(html).draw(picture);
    } else if (block instanceof Block.Moments moments) {
      html.open(Tag.OL, "moments").newline();
      moments.moments().forEach(this::moment);
      html.close();
    }
  }

  private void phrase(Tag tag, Phrase phrase) {
    html.open(tag);
    parts(phrase);
    html.close();
  }

  private void parts(Phrase phrase) {
    for (Phrase.Part part : phrase.parts()) {
      switch (part.kind()) {
        case TEXT -> html.words(part.text());
        case STRONG -> html.line(Tag.STRONG, part.text());
        case CODE -> html.line(Tag.CODE, part.text());
        case VALUE -> html.open(Tag.SPAN, "value").words(part.text()).close();
        case STATE ->
            html.open(Tag.SPAN, "state " + part.look().style())
                .words(part.look().sign() + " " + part.text())
                .close();
      }
    }
  }

  private void banner(Block.Banner banner) {
    html.open(Tag.SECTION, "banner " + banner.look().style())
        .with(Attribute.LABEL, "Verdict of the verifier");
    html.open(Tag.P, "title").words(banner.look().sign() + " " + banner.title()).close();
    banner.lines().forEach(line -> phrase(Tag.P, line));
    html.close();
  }

  private void facts(Block.Facts facts) {
    html.open(Tag.DL);
    for (Block.Fact fact : facts.facts()) {
      html.open(Tag.DIV).line(Tag.DT, fact.name());
      phrase(Tag.DD, fact.words());
      html.close();
    }
    html.close();
  }

  private void table(Block.Table table) {
    html.open(Tag.TABLE).line(Tag.CAPTION, table.caption()).open(Tag.THEAD).open(Tag.TR);
    table
        .columns()
        .forEach(name -> html.open(Tag.TH).with(Attribute.SCOPE, "col").words(name).close());
    html.close().close().open(Tag.TBODY).newline();
    for (List<Phrase> row : table.rows()) {
      html.open(Tag.TR);
      for (int i = 0; i < row.size(); i++) {
        html.open(Tag.TD).with(Attribute.COLUMN, table.columns().get(i));
        parts(row.get(i));
        html.close();
      }
      html.close().newline();
    }
    html.close().close();
  }

  private void code(Block.Code code) {
    if (!code.text().isEmpty()) {
      html.open(Tag.PRE).open(Tag.CODE).text(code.text()).close().close();
    }
    if (!code.left().isEmpty()) {
      html.open(Tag.P, "left").words(code.left()).close();
    }
  }

  private void moment(Block.Moment moment) {
    html.open(Tag.LI).open(Tag.DETAILS).open(Tag.SUMMARY);
    html.open(Tag.SPAN, "seq").words(moment.seq()).close();
    html.words(" ").open(Tag.SPAN, "at").words(moment.at()).close().words(" ");
    html.open(Tag.SPAN, "words");
    parts(moment.words());
    html.close().close();
    code(moment.code());
    html.close().close().newline();
  }
}
