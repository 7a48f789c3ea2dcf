package dev.interlock.audit;

import dev.interlock.record.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All answers that stand beside the events, those too that a crash left without a line. */
final class ApprovalFiles {
  private ApprovalFiles() {}

  /** The names of their texts. */
  static List<String> names(LogFolder folder) {
    if (!Files.isDirectory(folder.approvals())) {
      return List.of();
    }
    try (Stream<java.nio.file.Path> files = Files.list(folder.approvals())) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> String.valueOf(file.getFileName()))
          .filter(LogFolder::isApproval)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new JournalException("the answers in '" + folder.dir() + "' cannot be listed", e);
    }
  }

  /** What is wrong with the first of them with which anything is. */
  static Optional<String> problem(LogFolder folder, String origin) {
    return names(folder).stream()
        .flatMap(name -> problem(folder, origin, name).stream())
        .findFirst();
  }

  private static Optional<String> problem(LogFolder folder, String origin, String name) {
    return ApprovalFile.read(folder, name)
        .map(file -> file.problem(origin, name.substring(0, name.indexOf('.'))))
        .orElse(Optional.of("has no signature, or is too large"))
        .map(why -> "approvals/" + name + " " + why);
  }
}
