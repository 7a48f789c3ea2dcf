package dev.interlock.gates.command;

import dev.interlock.internal.json.StrictJson;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The text of an allowlist, made from the programs as they are on this machine now. Who writes it
 * to a file has looked at it and takes these programs for the right ones; {@link Allowlist#read}
 * then says whatever is wrong with it.
 *
 * <p>Immutable; every call returns a new object.
 */
public final class AllowlistDraft {
  private static final StrictJson JSON = StrictJson.ofValues();

  private final Sandbox sandbox;
  private final List<Program> programs;

  private AllowlistDraft(Sandbox sandbox, List<Program> programs) {
    this.sandbox = sandbox;
    this.programs = programs;
  }

  /** A list without a program. */
  public static AllowlistDraft of(Sandbox sandbox) {
    return new AllowlistDraft(sandbox, List.of());
  }

  /** The same with one program more. */
  public AllowlistDraft program(Program program) {
    return new AllowlistDraft(
        sandbox, Stream.concat(programs.stream(), Stream.of(program)).toList());
  }

  /** The text. */
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("format", Allowlist.FORMAT);
    tree.put("sandbox", sandbox.name().toLowerCase(Locale.ROOT));
    tree.put("programs", programs.stream().map(program -> program.entry).toList());
    return new String(JSON.writeTree(tree), StandardCharsets.UTF_8) + "\n";
  }

  /** One program of it. Immutable; every call returns a new object. */
  public static final class Program {
    private final Map<String, Object> entry;

    private Program(Map<String, Object> entry) {
      this.entry = entry;
    }

    /**
     * The program at this path, links followed, with its digest now.
     *
     * @throws WorkflowException if it cannot be read
     */
    public static Program at(Path path) {
      return new Program(file(path));
    }

    private static Map<String, Object> file(Path path) {
      try {
        Path real = path.toRealPath();
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("path", real.toString());
        file.put("sha256", Fingerprint.of(real).sha256());
        return file;
      } catch (IOException e) {
        throw new WorkflowException("'" + path + "' cannot be read: " + e.getMessage(), e);
      }
    }

    /** Its real path. */
    public String path() {
      return String.valueOf(entry.get("path"));
    }

    private Program with(String key, Object value) {
      Map<String, Object> more = new LinkedHashMap<>(entry);
      more.put(key, value);
      return new Program(more);
    }

    private Program adding(String key, Object value) {
      List<Object> list = new ArrayList<>();
      if (entry.get(key) instanceof List<?> before) {
        list.addAll(before);
      }
      list.add(value);
      return with(key, list);
    }

    /** The same with one more list of arguments that it may be given, as a pattern for each. */
    public Program arguments(String... patterns) {
      return adding("arguments", List.of(patterns));
    }

    /** The same, with any number of arguments of the last pattern behind the others. */
    public Program argumentsAndMore(String... patterns) {
      List<Object> form = new ArrayList<>(List.of(patterns).subList(0, patterns.length - 1));
      form.add(Map.of("each", patterns[patterns.length - 1]));
      return adding("arguments", form);
    }

    /** The same under the profile {@code git}. */
    public Program git() {
      return with("profile", "git");
    }

    /** The same under the profile {@code maven} or {@code npm}, which is in this folder. */
    public Program profile(String name, Path home) {
      return with("profile", name).with("home", home.toString());
    }

    /** The same, where it may run other programs. */
    public Program dangerous() {
      return with("dangerous", true);
    }

    /** The same, where it reaches the network from a sandbox. */
    public Program network() {
      return with("network", true);
    }

    /** The same, where it may be started as a service. */
    public Program service() {
      return with("service", true);
    }

    /** The same with one more variable. */
    public Program environment(String name, String value) {
      Map<String, Object> variables = new LinkedHashMap<>();
      if (entry.get("environment") instanceof Map<?, ?> before) {
        before.forEach((key, one) -> variables.put(String.valueOf(key), one));
      }
      variables.put(name, value);
      return with("environment", variables);
    }

    /** The same with one more file that must be what it is now. */
    public Program pin(Path file) {
      return adding("pins", file(file));
    }
  }
}
