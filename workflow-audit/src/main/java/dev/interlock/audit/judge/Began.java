package dev.interlock.audit.judge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a run began, as its first event says. Immutable. */
record Began(
    String run,
    Definition definition,
    String requester,
    Slice input,
    String profile,
    Optional<String> people,
    Optional<String> replaces,
    Optional<String> parent,
    String pathInParent) {
  private static final List<String> PROFILES = List.of("P0", "P1", "P2", "P3");

  /** What an engine promises, the last of them of a test. */
  private static final List<String> PROMISED = List.of("P0", "P1", "test");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  static Began of(Seen seen, Definition definition) {
    Fields fields = seen.fields();
    Impossible.unless(
        fields.is("workflow", definition.workflow()) && fields.is("version", definition.version()),
        "it is started as another workflow or version than its outline");
    if (definition.sensitive().input()) {
      Sensitive.clear(fields.value("input"));
    }
    String profile = fields.text("profile");
    Impossible.unless(PROMISED.contains(profile), "it is started with a profile that none has");
    boolean child = fields.has("parent");
    Began began =
        new Began(
            seen.line().run(),
            definition,
            fields.object("requester").text("principal"),
            fields.value("input").alone(),
            profile,
            fields.textIfAny("people").map(Began::digest),
            fields.textIfAny("replaces"),
            child ? Optional.of(fields.object("parent").text("run")) : Optional.empty(),
            child ? fields.object("parent").text("path") : "");
    Impossible.unless(
        began.reaches(definition), "it is started with a lower profile than its outline asks for");
    return began;
  }

  /** Whether its profile is as high as an outline asks for; that of a test reaches all. */
  boolean reaches(Definition outline) {
    int least = outline.least().map(PROFILES::indexOf).orElse(0);
    return !PROFILES.contains(profile) || PROFILES.indexOf(profile) >= least;
  }

  /** Whether it promises that answers are signed. */
  boolean promisesSignatures() {
    return PROFILES.indexOf(profile) > 0;
  }

  /** A digest, or something else that stands where one should. */
  static String digest(String text) {
    Impossible.unless(DIGEST.matcher(text).matches(), "it names people by what is no digest");
    return text;
  }
}
