package dev.interlock.audit.report;

import java.util.Locale;

/** The elements that a page is made of; there is none that runs or fetches anything. */
enum Tag {
  HTML,
  HEAD,
  META,
  TITLE,
  BODY,
  HEADER,
  MAIN,
  FOOTER,
  NAV,
  SECTION,
  DIV,
  H1,
  H2,
  H3,
  P,
  A,
  SPAN,
  STRONG,
  CODE,
  PRE,
  UL,
  OL,
  LI,
  DL,
  DT,
  DD,
  TABLE,
  CAPTION,
  THEAD,
  TBODY,
  TR,
  TH,
  TD,
  DETAILS,
  SUMMARY,
  FIGURE,
  SVG,
  DESC,
  G,
  RECT,
  LINE,
  PATH,
  TEXT;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it never holds anything. */
  boolean isEmpty() {
    return this == META;
  }
}
