package dev.interlock.testing;

import dev.interlock.Workflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The definition of a workflow as it was agreed on, in a file of the host's: its table, its JSON in
 * lines, its digest. A definition that changes unnoticed keeps open runs from going on. Immutable.
 */
public final class GoldenOutline {
  private final Workflow<?, ?> workflow;

  private GoldenOutline(Workflow<?, ?> workflow) {
    this.workflow = workflow;
  }

  /** The outline of a workflow. */
  public static GoldenOutline of(Workflow<?, ?> workflow) {
    return new GoldenOutline(workflow);
  }

  /**
   * It is the one in this file.
   *
   * @param golden such as {@code src/test/resources/releasing.outline.txt}
   * @throws AssertionError if it is not, with the lines that differ, or if there is no such file;
   *     the outline as it is stands in the folder of the build then, to be looked at and copied
   */
  public void isThatIn(Path golden) {
    String text = text();
    try {
      if (!Files.exists(golden)) {
        throw Facts.of("golden outline", "'" + golden + "' is missing")
            .and("of workflow", workflow.name())
            .and("look at it, then type", "cp " + written(golden, text) + " " + golden)
            .failure();
      }
      List<String> agreed = Files.readAllLines(golden);
      if (!agreed.equals(text.lines().toList())) {
        throw Facts.of("golden outline", golden)
            .andEach("differs (- agreed, + now)", Lines.difference(agreed, text.lines().toList()))
            .and("if it may change, type", "cp " + written(golden, text) + " " + golden)
            .failure();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path written(Path golden, String text) throws IOException {
    Path build = Path.of(Files.isDirectory(Path.of("target")) ? "target" : "build");
    Path folder = Files.createDirectories(build.resolve("golden"));
    return Files.writeString(folder.resolve(golden.getFileName()), text);
  }

  private String text() {
    return workflow.outline().table().stripTrailing()
        + "\n\n"
        + Lines.indented(workflow.outline().json().toString())
        + "\n\nsha256 "
        + workflow.digest()
        + "\n";
  }
}
