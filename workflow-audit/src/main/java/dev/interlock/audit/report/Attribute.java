package dev.interlock.audit.report;

/** The attributes that a page has; there is none that runs or fetches anything. */
enum Attribute {
  LANG("lang"),
  CHARSET("charset"),
  NAME("name"),
  CONTENT("content"),
  HTTP_EQUIV("http-equiv"),
  ID("id"),
  CLASS("class"),
  /** A place on the same page, and nothing else. */
  HREF("href"),
  SCOPE("scope"),
  ROLE("role"),
  TABINDEX("tabindex"),
  LABEL("aria-label"),
  LABELLED_BY("aria-labelledby"),
  /** What a cell is about, where there is no room for a header. */
  COLUMN("data-column"),
  VIEW_BOX("viewBox"),
  WIDTH("width"),
  HEIGHT("height"),
  X("x"),
  Y("y"),
  X1("x1"),
  Y1("y1"),
  X2("x2"),
  Y2("y2"),
  RX("rx"),
  D("d");

  private final String word;

  Attribute(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  void refuseUnlessInside(String value) {
    if (this == HREF && !value.matches("#[a-z0-9-]+")) {
      throw new IllegalArgumentException("a link of a report leads to a place in it");
    }
  }
}
