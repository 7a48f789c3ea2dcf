package dev.interlock.examples.sprintreview;

import dev.interlock.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The other party of the fourth step: reads the reports anew with another parser and counts the
 * test cases themselves, whatever the reports say of them.
 */
final class TestRecount {
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private final RunFiles files;

  TestRecount(RunFiles files) {
    this.files = files;
  }

  /** Whether the results are what is in the reports. */
  Verdict tests(SprintToReview sprint, TestResults claimed) throws Exception {
    int[] sum = new int[4];
    Map<String, String> digests = new HashMap<>();
    for (String name : files.names(sprint.tests())) {
      boolean markdown = name.endsWith(".md");
      if (markdown || name.matches("TEST-.*\\.xml")) {
        String file = sprint.tests() + "/" + name;
        byte[] bytes = files.bytes(file);
        digests.put(file, RunFiles.sha256(bytes));
        int[] found = markdown ? markdown(bytes) : cases(bytes);
        Arrays.setAll(sum, i -> sum[i] + found[i]);
      }
    }
    var seen = Seen.of(sprint.tests(), digests);
    var recounted = new TestResults.Recounted(sum[0], sum[1], sum[2], sum[3], seen);
    return Verdict.of(same(recounted, claimed), "the reports give other numbers", recounted);
  }

  private static boolean same(TestResults.Recounted recounted, TestResults claimed) {
    return recounted.tests() == claimed.tests()
        && recounted.failures() == claimed.failures()
        && recounted.errors() == claimed.errors()
        && recounted.skipped() == claimed.skipped()
        && recounted.seen().equals(claimed.seen());
  }

  private static int[] markdown(byte[] bytes) {
    String line =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .filter(text -> text.startsWith("Tests run: "))
            .findFirst()
            .orElse("");
    return Arrays.stream(line.split(", ", -1))
        .map(part -> part.replaceAll("[^0-9]", ""))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static int[] cases(byte[] bytes)
      throws ParserConfigurationException, IOException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(NO_DOCTYPE, true);
    Element suite =
        factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes)).getDocumentElement();
    int[] counts = new int[4];
    for (Node testcase = suite.getFirstChild();
        testcase != null;
        testcase = testcase.getNextSibling()) {
      if (testcase.getNodeName().equals("testcase")) {
        counts[0]++;
        addOutcome(testcase.getChildNodes(), counts);
      }
    }
    return counts;
  }

  private static void addOutcome(NodeList children, int[] counts) {
    for (int i = 0; i < children.getLength(); i++) {
      int at = List.of("failure", "error", "skipped").indexOf(children.item(i).getNodeName());
      if (at >= 0) {
        counts[at + 1]++;
      }
    }
  }
}
