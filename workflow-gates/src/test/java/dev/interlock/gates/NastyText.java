package dev.interlock.gates;

import java.util.List;
import java.util.Random;

/** Text that tries to do more on a terminal than to be read. The same seed gives the same text. */
final class NastyText {
  private static final List<String> PIECES =
      List.of(
          "\u001b[2J\u001b[H",
          "\u001b[1A\u001b[2K\r",
          "\u001b[c",
          "\u001b[6n",
          "\u001b]52;c;eWVz\u0007",
          "\u001b]8;;http://example.test\u001b\\here\u001b]8;;\u001b\\",
          "\u001bP+q544e\u001b\\",
          "\u009b31m",
          "\u009d0;title\u009c",
          "\r",
          "\b\b\b",
          "\t",
          "\u000b",
          "\f",
          "\0",
          "\u007f",
          "\u0085",
          "\u202e",
          "\u2066",
          "\u2069",
          "\u200e",
          "\u200f",
          "\u061c",
          "\u2028",
          "\u2029",
          "\u200b",
          "\u200d",
          "\u2060",
          "\ufeff",
          "\u00ad",
          "\u00a0",
          "\u3000",
          "\ufe0f",
          "\u034f",
          "\u3164",
          "\u2800",
          "\ud800",
          "\udc00",
          "\udbff\udfff",
          "\udb40\udc41",
          "e\u0301\u0301\u0301\u0301\u0301",
          "\u0301",
          "M\u00fcller",
          "\u65e5\u672c\u8a9e",
          "\u0939\u093f\u0928\u094d\u0926\u0940",
          "\ud83d\ude00",
          "\n",
          "\n\n",
          "gate       other-gate\n",
          "\n    yes AAAA-0001\n",
          "> ",
          "x".repeat(90),
          "\\u001b",
          "plain words, ");

  private final Random random;

  NastyText(long seed) {
    random = new Random(seed);
  }

  String next() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : any());
    }
    return text.toString();
  }

  // Any UTF-16 unit, surrogates without a partner included, more often a low one.
  private String any() {
    return String.valueOf((char) random.nextInt(random.nextBoolean() ? 0x300 : 0x10000));
  }
}
