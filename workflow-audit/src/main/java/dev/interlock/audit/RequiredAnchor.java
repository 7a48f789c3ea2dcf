package dev.interlock.audit;

import java.io.IOException;

/** An anchor that is required. */
record RequiredAnchor(Anchor anchor) implements Anchor {
  @Override
  public String name() {
    return anchor.name();
  }

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public void refuseIfUnfit(Log log) {
    anchor.refuseIfUnfit(log);
  }

  @Override
  public void take(Head head, Log log) throws IOException, InterruptedException {
    anchor.take(head, log);
  }

  @Override
  public Anchor required() {
    return this;
  }
}
