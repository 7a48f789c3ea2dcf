package dev.interlock.gates.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says where an entry of the allowlist allows more than it seems to: a program that runs whatever
 * it is told to needs the word {@code dangerous}.
 */
final class AllowlistLint {
  /** What of Git runs what its arguments say, whatever the repository sets. */
  private static final Pattern RUNNING =
      Pattern.compile(
          "bisect|citool|credential.*|cvsserver|daemon|difftool|filter-branch|for-each-repo|gui"
              + "|imap-send|instaweb|mergetool|p4|remote-.*|send-email|shell|submodule|svn");

  private final Fields entry;
  private final boolean dangerous;

  AllowlistLint(Fields entry, boolean dangerous) {
    this.entry = entry;
    this.dangerous = dangerous;
  }

  void look(Optional<Pin> pin, Profile profile, List<ArgumentForm> forms) {
    boolean git = profile.name().equals("git");
    if (git && forms.stream().anyMatch(form -> form.first().isEmpty())) {
      entry.mistake("with the profile 'git' every form begins with the name of a subcommand");
    }
    if (dangerous) {
      return;
    }
    if (!git) {
      pin.flatMap(p -> Interpreters.in(p.path(), p.sha256()))
          .ifPresent(
              name ->
                  entry.mistake(
                      "it runs other programs (" + name + "); say \"dangerous\": true if it may"));
    }
    if (git) {
      refuseRunning(forms);
    }
    refuseLoose(forms);
  }

  private void refuseRunning(List<ArgumentForm> forms) {
    forms.stream()
        .flatMap(form -> form.first().stream())
        .filter(first -> RUNNING.matcher(first).matches())
        .forEach(
            first ->
                entry.mistake(
                    "'git " + first + "' runs other programs; say \"dangerous\": true if it may"));
  }

  private void refuseLoose(List<ArgumentForm> forms) {
    forms.stream()
        .flatMap(form -> form.loose().stream())
        .findFirst()
        .ifPresent(
            pattern ->
                entry.mistake(
                    "the pattern '"
                        + pattern
                        + "' lets any option through; name up to "
                        + OptionNames.MOST
                        + ", or say \"dangerous\": true"));
  }
}
