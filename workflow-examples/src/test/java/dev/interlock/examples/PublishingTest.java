package dev.interlock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a public repository demands of the poms, and what the BOM must name. */
class PublishingTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> NOT_FOR_HOSTS =
      List.of("workflow-bom", "workflow-examples", "workflow-fuzz");

  private static Element pom(String folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(ROOT.resolve(folder).resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  /** The elements of this name right below another. */
  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .map(Element::getTextContent)
        .map(String::strip)
        .findFirst()
        .orElse("");
  }

  private static List<String> modules() throws Exception {
    return children(children(pom("."), "modules").get(0), "module").stream()
        .map(Element::getTextContent)
        .toList();
  }

  @Test
  void everyModuleSaysWhatItIs() throws Exception {
    for (String module : modules()) {
      assertThat(Files.exists(ROOT.resolve(module))).as(module).isTrue();
      assertThat(text(pom(module), "name")).as("name of %s", module).isNotEmpty();
      assertThat(text(pom(module), "description")).as("description of %s", module).isNotEmpty();
    }
  }

  @Test
  void parentAndBomSayWhoseTheyAreAndUnderWhichLicence() throws Exception {
    for (String folder : List.of(".", "extensions/workflow-bom")) {
      for (String name : List.of("name", "description", "url", "licenses", "developers", "scm")) {
        assertThat(text(pom(folder), name)).as("%s of %s", name, folder).isNotEmpty();
      }
    }
  }

  @Test
  void theBomNamesEveryModuleThatHostsUseInTheVersionOfTheParent() throws Exception {
    Element bom = pom("extensions/workflow-bom");
    assertThat(text(bom, "version")).isEqualTo(text(pom("."), "version"));
    Element managed = children(children(bom, "dependencyManagement").get(0), "dependencies").get(0);
    List<String> named =
        children(managed, "dependency").stream()
            .filter(one -> text(one, "groupId").equals("dev.interlock"))
            .map(one -> text(one, "artifactId"))
            .toList();
    List<String> ours =
        modules().stream()
            .map(module -> module.replace("extensions/", ""))
            .filter(name -> !NOT_FOR_HOSTS.contains(name))
            .toList();
    assertThat(named).containsExactlyInAnyOrderElementsOf(ours);
  }
}
