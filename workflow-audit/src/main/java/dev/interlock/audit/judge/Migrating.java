package dev.interlock.audit.judge;

import java.util.ArrayList;
import java.util.List;

/** Puts what is known of a run in its place in another definition. */
final class Migrating {
  private Migrating() {}

  /** The outermost scope of the run under its new definition, with all that is known of it. */
  static Frame into(Definition to, RunJudge run, Frame from) {
    List<Place> known = new ArrayList<>();
    from.collect(known);
    Frame root = new Frame(run, to.root(), null, "", "");
    for (Place place : known) {
      Place there =
          Paths.find(root, place.path())
              .filter(one -> place.fits(one.node()))
              .orElseThrow(
                  () ->
                      new Impossible(
                          "it is migrated, and '" + place.path() + "' has no place there"));
      place.move(there.frame(), there.index());
    }
    root.lookAgain();
    return root;
  }
}
