package dev.interlock.gates.check;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML read as a stream of elements: nothing outside the file is fetched, no entity is resolved. */
final class Xml {
  private static final int DEEPEST = 100;

  private Xml() {}

  /** Is told each element as it begins. */
  interface Elements {
    /**
     * An element.
     *
     * @param depth 1 for the first
     * @param parent the name of the element around it; empty for the first
     */
    void element(int depth, String parent, String name, Map<String, String> attributes)
        throws NotAsItShouldBe;
  }

  /** Reads a whole file; a document type is only passed over where it is said so. */
  static void read(String file, byte[] bytes, boolean typed, Elements elements)
      throws NotAsItShouldBe {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
      Deque<String> open = new ArrayDeque<>();
      while (xml.hasNext()) {
        int event = xml.next();
        NotAsItShouldBe.unless(
            event != XMLStreamConstants.ENTITY_REFERENCE
                && (typed || event != XMLStreamConstants.DTD),
            "'" + file + "' has a document type or an entity");
        if (event == XMLStreamConstants.START_ELEMENT) {
          String parent = open.isEmpty() ? "" : open.peek();
          open.push(xml.getLocalName());
          NotAsItShouldBe.unless(open.size() <= DEEPEST, "'" + file + "' is nested too deep");
          elements.element(open.size(), parent, xml.getLocalName(), attributes(xml));
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          open.pop();
        }
      }
    } catch (XMLStreamException e) {
      throw new NotAsItShouldBe("'" + file + "' is no well-formed XML");
    }
  }

  private static Map<String, String> attributes(XMLStreamReader xml) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    return attributes;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** A number of an attribute, at least 0. */
  static int number(String file, Map<String, String> attributes, String name)
      throws NotAsItShouldBe {
    String text = attributes.getOrDefault(name, "");
    NotAsItShouldBe.unless(text.matches("\\d{1,9}"), "'" + file + "' has no number '" + name + "'");
    return Integer.parseInt(text);
  }
}
