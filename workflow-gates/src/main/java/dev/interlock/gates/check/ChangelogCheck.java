package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changelog in the form of Keep a Changelog 1.1.0 has a section of a version, the newest, with a
 * date and at least one line in it, and nothing is left under "Unreleased". What it examines is the
 * version. Immutable; safe for many threads.
 */
public final class ChangelogCheck implements Check<String> {
  private static final long MOST_BYTES = 4 * 1024 * 1024;
  private static final Pattern HEADING = Pattern.compile("## \\[([^]]+)](?: - (\\S+))?\\s*");

  private final Path root;
  private final String file;

  private ChangelogCheck(Path root, String file) {
    this.root = root;
    this.file = file;
  }

  /**
   * What it saw. Immutable.
   *
   * @param version the version of the section
   * @param date its date, as it stands there
   * @param lines how many lines it has that say something
   * @param changelog the file
   */
  public record Seen(String version, String date, int lines, FileSeen changelog) {}

  /** The file at this path of a workspace. */
  public static ChangelogCheck in(Path root, String file) {
    return new ChangelogCheck(root, file);
  }

  /** A section: its heading, and how many lines say something. */
  private record Section(String name, String date, List<String> lines) {}

  @Override
  public Verdict examine(String version) {
    try {
      WorkspacePath.Content content = WorkspacePath.of(root, file).read(MOST_BYTES);
      List<Section> sections = sections(new String(content.bytes(), StandardCharsets.UTF_8));
      Section newest = newest(sections);
      NotAsItShouldBe.unless(
          newest.name().equals(version),
          "the newest section of '" + file + "' is that of '" + newest.name() + "'");
      LocalDate date = date(newest);
      NotAsItShouldBe.unless(!newest.lines().isEmpty(), "the section says nothing");
      int at = sections.indexOf(newest);
      if (at + 1 < sections.size()) {
        NotAsItShouldBe.unless(
            !date(sections.get(at + 1)).isAfter(date), "its date is before that of the one before");
      }
      return Verdict.passed(
          new Seen(version, newest.date(), newest.lines().size(), content.seen()));
    } catch (NotAsItShouldBe e) {
      return Verdict.failed(e.what());
    } catch (IOException | WorkflowException e) {
      return Verdict.failed(String.valueOf(e.getMessage()));
    }
  }

  private static List<Section> sections(String text) {
    List<Section> sections = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String date = heading.group(2) == null ? "" : heading.group(2);
        sections.add(new Section(heading.group(1), date, new ArrayList<>()));
      } else if (!sections.isEmpty() && line.matches("\\s*[-*] .*\\p{Alnum}.*")) {
        sections.get(sections.size() - 1).lines().add(line);
      }
    }
    return sections;
  }

  private Section newest(List<Section> sections) throws NotAsItShouldBe {
    NotAsItShouldBe.unless(!sections.isEmpty(), "'" + file + "' has no section");
    Section first = sections.get(0);
    if (!first.name().equalsIgnoreCase("unreleased")) {
      return first;
    }
    NotAsItShouldBe.unless(first.lines().isEmpty(), "there is something under 'Unreleased'");
    NotAsItShouldBe.unless(sections.size() > 1, "'" + file + "' has no section of a version");
    return sections.get(1);
  }

  private static LocalDate date(Section section) throws NotAsItShouldBe {
    try {
      return LocalDate.parse(section.date());
    } catch (DateTimeParseException e) {
      throw new NotAsItShouldBe("the section of '" + section.name() + "' has no date");
    }
  }
}
