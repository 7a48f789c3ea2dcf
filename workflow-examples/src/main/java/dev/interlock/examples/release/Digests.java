package dev.interlock.examples.release;

import dev.interlock.gates.check.WorkspacePath;
import dev.interlock.record.WorkflowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SHA-256 of files, 64 hex digits, by their paths relative to the project. */
final class Digests {
  private static final long MOST_BYTES = 1024 * 1024;

  /** A line of {@code sha256sum}: the digest, how the file was read, its path. */
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](?:\\./)?(.+)");

  private Digests() {}

  /** Of all files in a folder of the project; of none where there is no such folder. */
  static Map<String, String> of(Path project, String folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    if (Files.isDirectory(project.resolve(folder))) {
      try (Stream<Path> all = Files.walk(project.resolve(folder))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String path = project.relativize(file).toString();
          digests.put(path, WorkspacePath.of(project, path).read(MOST_BYTES).seen().sha256());
        }
      }
    }
    return digests;
  }

  /**
   * Those that a file lists as {@code sha256sum} writes them; none where there is no file.
   *
   * @throws WorkflowException if the file cannot be read or has another line
   */
  static Map<String, String> listed(Optional<String> file) {
    Map<String, String> digests = new TreeMap<>();
    for (String line : file.map(Digests::lines).orElse(List.of())) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new WorkflowException(
            "'"
                + file.orElseThrow()
                + "' has the line '"
                + line
                + "'; in the project, type"
                + " 'sha256sum FILE ... > REVIEWED' and name REVIEWED instead");
      }
      digests.put(parts.group(2), parts.group(1));
    }
    return digests;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      throw new WorkflowException("the list '" + file + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
