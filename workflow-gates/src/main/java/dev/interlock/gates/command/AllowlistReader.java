package dev.interlock.gates.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the programs of an allowlist and finds all that is wrong with them. Use from one thread.
 */
final class AllowlistReader {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  /** Variables by which programs, linkers and runtimes are told to load or run something else. */
  private static final Pattern LOADING =
      Pattern.compile(
          "LD_.*|DYLD_.*|GLIBC_TUNABLES|GCONV_PATH|IFS|ENV|BASH_.*|SHELLOPTS|PROMPT_COMMAND|PS[0-9]"
              + "|.*_OPTIONS|.*_OPTS|CLASSPATH|GIT_(?!(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)$).*|SSH_.*|MAVEN_.*|NODE_.*|NPM_.*|PYTHON.*|PERL.*"
              + "|RUBY.*|PATH|EDITOR|VISUAL|PAGER|LESS.*|.*ASKPASS|INTERLOCK_COMMAND",
          Pattern.CASE_INSENSITIVE); // npm takes npm_config_script_shell as well

  private final List<String> mistakes = new ArrayList<>();

  /** What an allowlist says, and what is wrong with it. */
  record Read(Sandbox sandbox, List<AllowedProgram> programs, List<String> mistakes) {}

  /** Reads a whole list. */
  Read read(Map<String, Object> tree) {
    Fields list = new Fields("", tree, mistakes);
    if (!list.text("format").equals(Allowlist.FORMAT)) {
      mistakes.add("'format' is not '" + Allowlist.FORMAT + "'");
    }
    Sandbox sandbox = sandbox(list.maybe("sandbox").orElse("preferred"));
    List<Fields> entries = list.objects("programs", "program");
    if (entries.isEmpty()) {
      mistakes.add("'programs' is empty: nothing could be run");
    }
    List<AllowedProgram> programs = entries.stream().flatMap(e -> program(e).stream()).toList();
    list.refuseOthers();
    refuseTwice(programs);
    programs.forEach(this::refuseLooseScript);
    return new Read(sandbox, programs, List.copyOf(mistakes));
  }

  private Sandbox sandbox(String word) {
    return switch (word) {
      case "required" -> Sandbox.REQUIRED;
      case "preferred" -> Sandbox.PREFERRED;
      case "none" -> Sandbox.NONE;
      default -> {
        mistakes.add("'sandbox' is '" + word + "', not 'required', 'preferred' or 'none'");
        yield Sandbox.REQUIRED;
      }
    };
  }

  private Optional<AllowedProgram> program(Fields entry) {
    Optional<Pin> pin = pin(entry);
    List<ArgumentForm> forms = forms(entry);
    AllowedProgram.Grants grants =
        new AllowedProgram.Grants(
            entry.flag("dangerous"), entry.flag("network"), entry.flag("service"));
    Profile profile = profile(entry, grants.dangerous());
    Map<String, String> fixed = entry.map("environment");
    List<String> inherited = entry.texts("inherit");
    List<Pin> pins = entry.objects("pins", "pin").stream().flatMap(p -> pin(p).stream()).toList();
    entry.refuseOthers();
    new AllowlistLint(entry, grants.dangerous()).look(pin, profile, forms);
    refuseVariables(entry, fixed.keySet(), grants.dangerous());
    refuseVariables(entry, Set.copyOf(inherited), grants.dangerous());
    return pin.flatMap(one -> fingerprint(entry, one))
        .map(
            file ->
                new AllowedProgram(
                    pin.get().path(), file, profile, forms, fixed, inherited, pins, grants));
  }

  private static Optional<Pin> pin(Fields entry) {
    String path = entry.text("path");
    String sha256 = entry.text("sha256");
    if (!sha256.isEmpty() && !DIGEST.matcher(sha256).matches()) {
      entry.mistake("'sha256' is not 64 hex digits in lower case");
    }
    if (!path.isEmpty() && (!path.startsWith("/") || path.indexOf('\0') >= 0)) {
      entry.mistake("'path' is not absolute");
    }
    return path.startsWith("/") && path.indexOf('\0') < 0 && DIGEST.matcher(sha256).matches()
        ? Optional.of(new Pin(Path.of(path), sha256)).filter(p -> isSame(entry, p))
        : Optional.empty();
  }

  private static boolean isSame(Fields entry, Pin pin) {
    Optional<String> objection = pin.objection();
    objection.ifPresent(entry::mistake);
    return objection.isEmpty();
  }

  private static Optional<Fingerprint> fingerprint(Fields entry, Pin pin) {
    try {
      return Optional.of(Fingerprint.of(pin.path()));
    } catch (IOException e) {
      entry.mistake(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Profile profile(Fields entry, boolean dangerous) {
    String name = entry.maybe("profile").orElse("none");
    Optional<String> home = entry.maybe("home");
    if (home.isPresent() != (name.equals("maven") || name.equals("npm"))) {
      entry.mistake("'home' goes with the profiles 'maven' and 'npm', and they need it");
      return Profile.NONE;
    }
    try {
      return switch (name) {
        case "none" -> Profile.NONE;
        case "git" -> dangerous ? Profile.GIT_WITH_PATHS : Profile.GIT;
        case "maven" -> Profile.maven(Path.of(home.orElseThrow()));
        case "npm" -> Profile.npm(Path.of(home.orElseThrow()));
        default -> throw new IOException("'profile' is not 'none', 'git', 'maven' or 'npm'");
      };
    } catch (IOException e) {
      entry.mistake(String.valueOf(e.getMessage()));
      return Profile.NONE;
    }
  }

  private static List<ArgumentForm> forms(Fields entry) {
    List<ArgumentForm> forms = new ArrayList<>();
    for (Object form : entry.list("arguments")) {
      if (form instanceof List<?> items) {
        forms.add(ArgumentForm.read(items, entry));
      } else {
        entry.mistake("'arguments' holds something that is no list of patterns");
      }
    }
    if (forms.isEmpty()) {
      entry.mistake("'arguments' says no list that it may be given; [[]] is: none at all");
    }
    return forms;
  }

  private static void refuseVariables(Fields entry, Set<String> names, boolean dangerous) {
    for (String name : names) {
      if (!VARIABLE.matcher(name).matches()) {
        entry.mistake("'" + name + "' is no name of a variable");
      } else if (LOADING.matcher(name).matches() && !dangerous) {
        entry.mistake("the variable '" + name + "' can make it run something else");
      }
    }
  }

  private void refuseTwice(List<AllowedProgram> programs) {
    Set<String> seen = new HashSet<>();
    for (AllowedProgram program : programs) {
      if (!seen.add(program.profile().name() + " " + program.path())) {
        mistakes.add("'" + program.path() + "' is there twice");
      }
    }
  }

  /** What runs a script is a program of its own, and must be as well known as the script is. */
  private void refuseLooseScript(AllowedProgram script) {
    Optional<String> interpreter = script.file().interpreter();
    if (interpreter.isPresent()
        && script.pins().stream().noneMatch(pin -> isAt(pin, interpreter.get()))) {
      mistakes.add(
          "'"
              + script.path()
              + "' is a script that '"
              + interpreter.get()
              + "' runs; put the real path of that and its digest into 'pins'");
    }
  }

  private static boolean isAt(Pin pin, String interpreter) {
    try {
      return interpreter.startsWith("/") && Path.of(interpreter).toRealPath().equals(pin.path());
    } catch (IOException e) {
      return false;
    }
  }
}
