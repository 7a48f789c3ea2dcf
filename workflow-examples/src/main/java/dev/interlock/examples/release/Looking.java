package dev.interlock.examples.release;

import dev.interlock.Evidence;
import dev.interlock.examples.release.Found.Notes;
import dev.interlock.examples.release.Found.Pages;
import dev.interlock.examples.release.Found.Version;
import dev.interlock.gates.command.CommandResult;
import dev.interlock.record.Failure;
import dev.interlock.record.FailureException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The bodies of the steps that read what the project says of itself. */
final class Looking {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Comparator<String> BY_NUMBERS =
      Comparator.comparing(
          version -> Arrays.stream(version.split("\\.", -1)).map(BigInteger::new).toList(),
          Comparator.<List<BigInteger>, BigInteger>comparing(numbers -> numbers.get(0))
              .thenComparing(numbers -> numbers.get(1))
              .thenComparing(numbers -> numbers.get(2)));

  private final RunFolder files;

  Looking(RunFolder files) {
    this.files = files;
  }

  /** The version that the project has, and the last one that has a tag. */
  Version version(ReleaseRequest request, Evidence evidence) throws InterruptedException {
    String pom = text(request, "pom.xml");
    String version = tag(pom, "version");
    if (!version.equals(request.version())) {
      throw new FailureException(
          Failure.Kind.BUSINESS_RULE,
          "the project has the version '" + version + "', not '" + request.version() + "'");
    }
    CommandResult tags =
        files.runner(request).run(files.git(request, "tag", "--list", "v*"), evidence);
    Optional<String> last =
        tags.stdout()
            .head()
            .lines()
            .filter(tag -> tag.matches("v[0-9]+\\.[0-9]+\\.[0-9]+"))
            .map(tag -> tag.substring(1))
            .filter(before -> !before.equals(version))
            .max(BY_NUMBERS);
    Optional<String> before = last.or(() -> before(request, version));
    String module = text(request, request.maven().in("pom.xml"));
    return new Version(before, version, tag(module, "artifactId"), tag(pom, "groupId"));
  }

  /** The version of the next section of the changelog, where nothing has a tag yet. */
  private Optional<String> before(ReleaseRequest request, String version) {
    return text(request, "CHANGELOG.md")
        .lines()
        .filter(line -> line.matches("## \\[[0-9]+\\.[0-9]+\\.[0-9]+].*"))
        .map(line -> line.substring(4, line.indexOf(']')))
        .filter(other -> !other.equals(version))
        .findFirst();
  }

  private String text(ReleaseRequest request, String path) {
    return new String(files.read(request, path).bytes(), StandardCharsets.UTF_8);
  }

  /** The first element of a name, which is the project's own where there is no parent. */
  private static String tag(String pom, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + ">([A-Za-z0-9_.-]+)</" + name + ">")
            .matcher(pom.replaceFirst("(?s)<parent>.*?</parent>", ""));
    if (matcher.find()) {
      return matcher.group(1);
    }
    throw new FailureException(Failure.Kind.BUSINESS_RULE, "'pom.xml' has no '" + name + "'");
  }

  /** What the changelog says of the version. */
  Notes notes(ReleaseRequest request, Version version) {
    List<String> lines =
        text(request, "CHANGELOG.md")
            .lines()
            .dropWhile(line -> !line.startsWith("## [" + version.to() + "]"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> !line.isBlank())
            .toList();
    return new Notes(lines);
  }

  /** The pages that there are, and how many of their links lead to a file that is there. */
  Pages pages(ReleaseRequest request, Version version) throws IOException {
    Path project = files.project(request);
    List<String> pages;
    try (Stream<Path> all = Files.walk(project)) {
      pages =
          all.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .map(file -> project.relativize(file).toString())
              .filter(name -> !name.startsWith("target/") && !name.contains("/target/"))
              .sorted()
              .toList();
    }
    int links = 0;
    for (String page : pages) {
      links += links(request, page);
    }
    return new Pages(pages, links);
  }

  private int links(ReleaseRequest request, String page) {
    Path folder = files.project(request).resolve(page).resolveSibling(".").normalize();
    int links = 0;
    Matcher matcher = LINK.matcher(text(request, page));
    while (matcher.find()) {
      Path target = folder.resolve(matcher.group(1)).normalize();
      if (!target.startsWith(files.project(request)) || !Files.exists(target)) {
        throw new FailureException(
            Failure.Kind.BUSINESS_RULE,
            "'" + page + "' links to '" + matcher.group(1) + "', which is not there");
      }
      links++;
    }
    return links;
  }
}
