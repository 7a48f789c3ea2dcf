package dev.interlock.audit.report;

import dev.interlock.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the report of one run. Immutable; safe for many threads. */
public final class Report {
  private final String title;
  private final List<Block> head;
  private final List<Block> body;
  private final List<Block> foot;

  private Report(Material material) {
    this.title = "Run " + material.run() + ": " + material.finding().word();
    Budget budget = new Budget();
    RunStory story = RunStory.of(material.entries());
    this.head = List.copyOf(head(material, story));
    this.body = material.finding().holds() ? List.copyOf(body(material, story, budget)) : List.of();
    this.foot = List.of(new Block.Facts(foot(material, story)));
  }

  /** The report about this. */
  public static Report of(Material material) {
    return new Report(material);
  }

  /** One HTML file that needs nothing else and runs nothing. */
  public String html() {
    return HtmlPage.of(title, head, body, foot);
  }

  /** The same as Markdown. */
  public String markdown() {
    List<Block> all = new ArrayList<>(head);
    all.addAll(body);
    all.add(new Block.Heading(2, "Log", "log"));
    all.addAll(foot);
    return MarkdownPage.of(all);
  }

  private static List<Block> head(Material material, RunStory story) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, "Run " + material.run(), "run"));
    blocks.add(verdict(material.finding()));
    if (!material.finding().holds()) {
      return blocks;
    }
    if (story.isRehearsal()) {
      blocks.add(
          new Block.Banner(
              Look.WAITING,
              "A rehearsal",
              List.of(Phrase.of("This run acted nowhere and asked nobody."))));
    }
    blocks.add(new Block.Facts(Heading.facts(story)));
    return blocks;
  }

  private static Block verdict(Material.Finding finding) {
    List<Phrase> lines = new ArrayList<>();
    lines.add(Phrase.of(finding.means()));
    finding.facts().forEach(one -> lines.add(Phrase.of(one.name() + ": " + one.value())));
    Look look =
        !finding.holds()
            ? Look.FAILED
            : finding.word().equals("INCOMPLETE") ? Look.WAITING : Look.DONE;
    return new Block.Banner(look, "Verdict: " + finding.word(), lines);
  }

  private static List<Block> body(Material material, RunStory story, Budget budget) {
    Optional<byte[]> outline = Optional.ofNullable(material.files().get(story.definition()));
    Plan plan = Plan.of(story, outline);
    List<Block> blocks = new ArrayList<>();
    blocks.addAll(new Summary(story, plan).blocks());
    blocks.addAll(new GateSection(story, plan, material.files(), budget).blocks());
    blocks.addAll(Picturing.blocks(story, plan));
    blocks.addAll(new StepSection(story, budget).blocks());
    blocks.addAll(new Timeline(story, budget).blocks());
    return blocks;
  }

  private static List<Block.Fact> foot(Material material, RunStory story) {
    Material.Seal seal = material.seal();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(
        new Block.Fact(
            "Log", seal.origin().map(Phrase::code).orElse(Phrase.of("it does not say which"))));
    seal.head()
        .ifPresent(
            head ->
                facts.add(
                    new Block.Fact(
                        "Head",
                        Phrase.of(Numbers.of(head.size(), "line") + ", root ")
                            .andCode(head.root()))));
    if (!story.definition().isEmpty()) {
      facts.add(new Block.Fact("Definition (sha256)", Phrase.code(story.definition())));
    }
    story
        .started()
        .map(Event.RunStarted::environment)
        .ifPresent(where -> facts.add(new Block.Fact("Written by", library(where.library()))));
    facts.add(new Block.Fact("Report made by", library(seal.library())));
    return facts;
  }

  private static Phrase library(String version) {
    return Phrase.of("interlock ").andValue(version);
  }
}
