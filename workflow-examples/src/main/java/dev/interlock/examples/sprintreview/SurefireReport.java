package dev.interlock.examples.sprintreview;

import dev.interlock.record.FailureException;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One report as Surefire writes it: a {@code testsuite} with numbers, and its {@code testcase}
 * elements, which must give the same numbers. A document type is refused, so nothing outside the
 * file is ever fetched.
 */
final class SurefireReport {
  private final String file;
  private final Map<String, Integer> elements = new HashMap<>();

  private SurefireReport(String file) {
    this.file = file;
  }

  /**
   * Its numbers.
   *
   * @throws FailureException if it is no such report or its numbers do not agree
   */
  static TestCount count(String file, byte[] bytes) {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
      return new SurefireReport(file).count(xml);
    } catch (XMLStreamException e) {
      throw Refusal.malformed(file, "it is no well-formed XML without a document type");
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private TestCount count(XMLStreamReader xml) throws XMLStreamException {
    TestCount says = suite(xml);
    int depth = 1;
    while (depth > 0) {
      int event = next(xml);
      if (event == XMLStreamConstants.START_ELEMENT) {
        tally(++depth, xml.getLocalName());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    while (xml.hasNext()) {
      next(xml);
    }
    TestCount has = new TestCount(of("testcase"), of("failure"), of("error"), of("skipped"));
    if (!has.equals(says)) {
      throw Refusal.doesNotAddUp(
          "the report '" + file + "' says " + says + " and holds " + has,
          "how the report was made, and whether it is whole");
    }
    return has;
  }

  private TestCount suite(XMLStreamReader xml) throws XMLStreamException {
    while (next(xml) != XMLStreamConstants.START_ELEMENT) {
      // what comes before the first element says nothing
    }
    if (!xml.getLocalName().equals("testsuite")) {
      throw Refusal.malformed(file, "its first element is no 'testsuite'");
    }
    return new TestCount(
        number(xml, "tests"),
        number(xml, "failures"),
        number(xml, "errors"),
        number(xml, "skipped"));
  }

  private static int next(XMLStreamReader xml) throws XMLStreamException {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new XMLStreamException("a document type or an entity");
    }
    return event;
  }

  private void tally(int depth, String name) {
    boolean ofSuite = depth == 2 && name.equals("testcase");
    boolean ofCase = depth == 3 && !name.equals("testcase");
    if (ofSuite || ofCase) {
      elements.merge(name, 1, Integer::sum);
    }
  }

  private int of(String element) {
    return elements.getOrDefault(element, 0);
  }

  private int number(XMLStreamReader xml, String attribute) {
    String text = xml.getAttributeValue(null, attribute);
    if (text == null || !text.matches("\\d{1,7}")) {
      throw Refusal.malformed(file, "its attribute '" + attribute + "' is no number");
    }
    return Integer.parseInt(text);
  }
}
