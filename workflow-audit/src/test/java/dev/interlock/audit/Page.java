package dev.interlock.audit;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report as a parser of the JDK sees it. */
record Page(String html, Document document) {

  static Page of(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return new Page(
        html, factory.newDocumentBuilder().parse(new InputSource(new StringReader(html))));
  }

  List<Element> all(String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }

  /** The names and values of all attributes of all elements, as {@code element name=value}. */
  List<String> attributes() {
    List<String> all = new ArrayList<>();
    for (Element element : all("*")) {
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Node attribute = element.getAttributes().item(i);
        all.add(
            element.getTagName() + " " + attribute.getNodeName() + "=" + attribute.getNodeValue());
      }
    }
    return all;
  }

  String text() {
    return document.getDocumentElement().getTextContent();
  }

  /** Of each box of the diagram, by its name: its classes and how it is labelled. */
  Map<String, String> boxes() {
    Map<String, String> boxes = new LinkedHashMap<>();
    for (Element group : all("g")) {
      NodeList texts = group.getElementsByTagName("text");
      StringBuilder name = new StringBuilder();
      String label = "";
      for (int i = 0; i < texts.getLength(); i++) {
        Element text = (Element) texts.item(i);
        String style = text.getAttribute("class");
        name.append(style.startsWith("name") ? text.getTextContent() : "");
        label = style.startsWith("label") ? text.getTextContent() : label;
      }
      boxes.put(name.toString(), group.getAttribute("class") + ": " + label);
    }
    return boxes;
  }
}
