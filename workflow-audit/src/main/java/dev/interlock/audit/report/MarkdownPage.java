package dev.interlock.audit.report;

import dev.interlock.internal.text.VisibleText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes blocks as Markdown. What is recorded stands in code, whose fence is longer than any in it,
 * and on one line where it stands in a line; so it can be no heading, link or element. Use once.
 */
final class MarkdownPage {
  private static final VisibleText VISIBLE = VisibleText.of(true);
  private static final String MEANS_SOMETHING = "\\`*_{}[]<>#|~&!$";

  private final StringBuilder out = new StringBuilder();

  private MarkdownPage() {}

  /** The page of these blocks. */
  static String of(List<Block> blocks) {
    MarkdownPage page = new MarkdownPage();
    blocks.forEach(page::write);
    return page.out.toString().stripTrailing() + "\n";
  }

  private void write(Block block) {
    if (block instanceof Block.Heading heading) {
      paragraph("#".repeat(heading.level()) + " " + words(heading.words()));
    } else if (block instanceof Block.Paragraph paragraph) {
      paragraph(phrase(paragraph.words()));
    } else if (block instanceof Block.Banner banner) {
      paragraph(quoted(banner));
    } else if (block instanceof Block.Facts facts) {
      facts.facts().forEach(one -> item(0, words(one.name()) + ": " + phrase(one.words())));
      out.append('\n');
    } else if (block instanceof Block.Table table) {
      table(table.columns(), table.rows().stream().map(MarkdownPage::cells).toList());
    } else if (block instanceof Block.Items items) {
      items.items().forEach(one -> item(0, phrase(one)));
      out.append('\n');
    } else {
      detail(block);
    }
  }

  private void detail(Block block) {
    if (block instanceof Block.Fold fold) {
      paragraph("**Details:** " + phrase(fold.summary()));
      fold.inner().forEach(this::write);
    } else if (block instanceof Block.Code code) {
      code(code);
    } else if (block instanceof Block.Picture picture) {
      picture.outline().forEach(line -> item(line.depth(), phrase(line.words())));
      out.append('\n');
    } else if (block instanceof Block.Moments moments) {
      table(
          List.of("Line", "Time", "What happened"),
          moments.moments().stream()
              .map(one -> List.of(one.seq(), one.at(), cell(one.words())))
              .toList());
    }
  }

  private void paragraph(String text) {
    out.append(text).append("\n\n");
  }

  private static String quoted(Block.Banner banner) {
    String title = "> **" + banner.look().sign() + " " + words(banner.title()) + "**";
    return title
        + banner.lines().stream()
            .map(line -> "\n>\n> " + phrase(line))
            .collect(Collectors.joining());
  }

  private void item(int depth, String text) {
    out.append("  ".repeat(depth)).append("- ").append(text).append('\n');
  }

  private void table(List<String> columns, List<List<String>> rows) {
    row(columns.stream().map(MarkdownPage::words).toList());
    row(columns.stream().map(name -> "---").toList());
    rows.forEach(this::row);
    out.append('\n');
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static List<String> cells(List<Phrase> row) {
    return row.stream().map(MarkdownPage::cell).toList();
  }

  /** A bar ends a cell, in code as well. */
  private static String cell(Phrase phrase) {
    return phrase.parts().stream()
        .map(part -> isCode(part) ? part(part).replace("|", "\\|") : part(part))
        .collect(Collectors.joining());
  }

  private void code(Block.Code code) {
    if (!code.text().isEmpty()) {
      String fence = "`".repeat(Math.max(3, longestRun(code.text()) + 1));
      out.append(fence).append("text\n").append(code.text()).append('\n');
      out.append(fence).append("\n\n");
    }
    if (!code.left().isEmpty()) {
      paragraph(words(code.left()));
    }
  }

  private static boolean isCode(Phrase.Part part) {
    return part.kind() == Phrase.Kind.VALUE || part.kind() == Phrase.Kind.CODE;
  }

  private static String phrase(Phrase phrase) {
    return phrase.parts().stream().map(MarkdownPage::part).collect(Collectors.joining());
  }

  private static String part(Phrase.Part part) {
    return switch (part.kind()) {
      case TEXT -> words(part.text());
      case STRONG -> "**" + words(part.text()) + "**";
      case VALUE, CODE -> span(part.text());
      case STATE -> part.look().sign() + " " + words(part.text());
    };
  }

  /** Words of ours; were they not, they would still be nothing but words. */
  private static String words(String text) {
    StringBuilder escaped = new StringBuilder();
    String line = VISIBLE.line(text);
    for (int at = 0; at < line.length(); at++) {
      char one = line.charAt(at);
      escaped.append(MEANS_SOMETHING.indexOf(one) >= 0 ? "\\" : "").append(one);
    }
    return escaped.toString();
  }

  /** Code within a line. */
  private static String span(String text) {
    String line = VISIBLE.line(text);
    if (line.isBlank()) {
      return line.isEmpty() ? "(nothing)" : "(blanks)";
    }
    String fence = "`".repeat(longestRun(line) + 1);
    boolean apart = line.contains("`") || line.startsWith(" ") || line.endsWith(" ");
    String room = apart ? " " : "";
    return fence + room + line + room + fence;
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < text.length(); at++) {
      run = text.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}
