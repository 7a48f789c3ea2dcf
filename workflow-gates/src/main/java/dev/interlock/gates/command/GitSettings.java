package dev.interlock.gates.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which settings of a repository's own are harmless: they are data. Any other may make Git run a
 * program or hide a change, and is refused because it is not known.
 */
final class GitSettings {
  private static final List<Pattern> HARMLESS =
      List.of(
          Pattern.compile(
              "core\\.(repositoryformatversion|filemode|bare|logallrefupdates|ignorecase|symlinks"
                  + "|precomposeunicode|autocrlf|safecrlf|eol|quotepath|abbrev|compression"
                  + "|bigfilethreshold|sharedrepository)"),
          Pattern.compile("(user|author|committer)\\.(name|email)"),
          Pattern.compile("init\\.defaultbranch|push\\.default|pull\\.(rebase|ff)|merge\\.ff"),
          Pattern.compile("branch\\..+\\.(remote|merge|rebase|description)"),
          Pattern.compile("remote\\..+\\.(url|fetch|push|pushurl|tagopt|prune|mirror)"),
          Pattern.compile("extensions\\.objectformat|receive\\.deny[a-z]+|color\\..+"));

  private GitSettings() {}

  /** The first setting that is not known to be harmless, by the names that Git listed. */
  static Optional<String> objection(String names) {
    return Arrays.stream(names.split("\0", -1))
        .map(name -> name.strip())
        .filter(name -> !name.isEmpty())
        .filter(name -> HARMLESS.stream().noneMatch(p -> p.matcher(lower(name)).matches()))
        .findFirst()
        .map(name -> "the repository sets '" + name + "', which is not known to be harmless");
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
