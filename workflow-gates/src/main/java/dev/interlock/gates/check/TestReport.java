package dev.interlock.gates.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One report as Surefire writes it: numbers of a {@code testsuite}, and its {@code testcase}
 * elements, which must give the same numbers. Each test is there once: what has the same class and
 * name as another one cannot be told from a copy of it, and what was run again until it passed has
 * not passed.
 *
 * @param tests how many cases there are
 * @param failures how many failed
 * @param errors how many threw
 * @param skipped how many were not run
 * @param names the names of all, as {@code class#method}
 * @param failed the names of those that failed, as {@code class#method}
 */
record TestReport(
    int tests, int failures, int errors, int skipped, Set<String> names, Set<String> failed) {

  static TestReport read(String file, byte[] bytes) throws NotAsItShouldBe {
    Reading reading = new Reading(file);
    Xml.read(file, bytes, false, reading);
    return reading.report();
  }

  private static final class Reading implements Xml.Elements {
    private final String file;
    private final Map<String, Integer> said = new HashMap<>();
    private final Map<String, Integer> found = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> failed = new HashSet<>();
    private String current = "";

    Reading(String file) {
      this.file = file;
    }

    @Override
    public void element(int depth, String parent, String name, Map<String, String> attributes)
        throws NotAsItShouldBe {
      if (depth == 1) {
        NotAsItShouldBe.unless(name.equals("testsuite"), "'" + file + "' is no test report");
        for (String number : new String[] {"tests", "failures", "errors", "skipped"}) {
          said.put(number, Xml.number(file, attributes, number));
        }
      } else if (depth == 2 && name.equals("testcase")) {
        found.merge("tests", 1, Integer::sum);
        current = name(attributes, "classname") + "#" + name(attributes, "name");
        NotAsItShouldBe.unless(
            names.add(current), "'" + file + "' has the test '" + current + "' twice");
      } else if (depth == 3 && parent.equals("testcase")) {
        outcome(name);
      }
    }

    private String name(Map<String, String> attributes, String which) throws NotAsItShouldBe {
      String name = Optional.ofNullable(attributes.get(which)).orElse("");
      NotAsItShouldBe.unless(!name.isBlank(), "'" + file + "' has a test without a " + which);
      return name;
    }

    private void outcome(String name) throws NotAsItShouldBe {
      switch (name) {
        case "failure" -> {
          found.merge("failures", 1, Integer::sum);
          failed.add(current);
        }
        case "error" -> found.merge("errors", 1, Integer::sum);
        case "skipped" -> found.merge("skipped", 1, Integer::sum);
        case "flakyFailure", "flakyError", "rerunFailure", "rerunError" ->
            throw new NotAsItShouldBe(
                "'" + file + "' says that '" + current + "' was run again after it failed");
        default -> {}
      }
    }

    TestReport report() throws NotAsItShouldBe {
      for (Map.Entry<String, Integer> number : said.entrySet()) {
        int elements = found.getOrDefault(number.getKey(), 0);
        NotAsItShouldBe.unless(
            elements == number.getValue(),
            "'" + file + "' says other numbers than it holds elements: " + number.getKey());
      }
      return new TestReport(
          found.getOrDefault("tests", 0),
          found.getOrDefault("failures", 0),
          found.getOrDefault("errors", 0),
          found.getOrDefault("skipped", 0),
          Set.copyOf(names),
          Set.copyOf(failed));
    }
  }
}
