package dev.interlock.gates.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One report as Surefire writes it: numbers of a {@code testsuite}, and its {@code testcase}
 * elements, which must give the same numbers.
 *
 * @param tests how many cases there are
 * @param failures how many failed
 * @param errors how many threw
 * @param skipped how many were not run
 * @param failed the names of those that failed, as {@code class#method}
 */
record TestReport(int tests, int failures, int errors, int skipped, Set<String> failed) {

  static TestReport read(String file, byte[] bytes) throws NotAsItShouldBe {
    Reading reading = new Reading(file);
    Xml.read(file, bytes, false, reading);
    return reading.report();
  }

  private static final class Reading implements Xml.Elements {
    private final String file;
    private final Map<String, Integer> said = new HashMap<>();
    private final Map<String, Integer> found = new HashMap<>();
    private final Set<String> failed = new HashSet<>();
    private final StringBuilder current = new StringBuilder();

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
        current.setLength(0);
        current.append(attributes.get("classname")).append('#').append(attributes.get("name"));
      } else if (depth == 3 && parent.equals("testcase")) {
        outcome(name);
      }
    }

    private void outcome(String name) {
      switch (name) {
        case "failure" -> {
          found.merge("failures", 1, Integer::sum);
          failed.add(current.toString());
        }
        case "error" -> found.merge("errors", 1, Integer::sum);
        case "skipped" -> found.merge("skipped", 1, Integer::sum);
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
          Set.copyOf(failed));
    }
  }
}
