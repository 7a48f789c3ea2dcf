package dev.interlock.gates.command;

import dev.interlock.internal.log.HashTree;
import dev.interlock.internal.log.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs that run other programs or code that they are given: by name, and by content where a
 * copy has another name.
 */
final class Interpreters {
  /** Whatever is behind a name that says a version, a target or a flavour: python3.11, gawk. */
  private static final Pattern DECORATION = Pattern.compile("[-_.]?[0-9][0-9a-z.]*(-[a-z0-9_]+)*$");

  /** What is in front of one: x86_64-linux-gnu-gcc. */
  private static final Pattern TARGET = Pattern.compile("^[a-z0-9_]+-linux-[a-z0-9]+-");

  /** Names by the reason why they are there; one with {@code *} at its end is a beginning. */
  private static final String LIST = "interpreters.txt";

  private static final Set<String> NAMES = names(line -> !line.endsWith("*"));
  private static final Set<String> PREFIXES = names(line -> line.endsWith("*"));

  private static final List<Path> FOLDERS =
      Stream.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin").map(Path::of).toList();

  private Interpreters() {}

  private static Set<String> names(Predicate<String> which) {
    try (InputStream list = Interpreters.class.getResourceAsStream(LIST)) {
      byte[] bytes = Objects.requireNonNull(list, LIST).readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .filter(name -> !name.isEmpty() && which.test(name))
          .map(name -> name.replace("*", ""))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What runs other programs in this file: its own name, or that of what it is a copy of. */
  static Optional<String> in(Path path, String sha256) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return isOne(name) ? Optional.of(name) : copied(path, sha256);
  }

  private static boolean isOne(String name) {
    String bare = name.replaceFirst("\\.(exe|sh|bash|py|pl|rb|js|cmd|bat)$", "");
    String plain = TARGET.matcher(bare).replaceFirst("");
    return NAMES.contains(bare)
        || NAMES.contains(plain)
        || NAMES.contains(DECORATION.matcher(plain).replaceFirst(""))
        || PREFIXES.stream().anyMatch(bare::startsWith);
  }

  /** The known program that a file is a copy of. */
  private static Optional<String> copied(Path path, String sha256) {
    for (Path folder : FOLDERS) {
      for (String name : NAMES) {
        if (isCopy(folder.resolve(name), path, sha256)) {
          return Optional.of(name + " under another name");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isCopy(Path known, Path path, String sha256) {
    try {
      return Files.isRegularFile(known)
          && Files.size(known) == Files.size(path)
          && Line.hex(HashTree.sha256().digest(Files.readAllBytes(known))).equals(sha256);
    } catch (IOException e) { // what cannot be read cannot be compared
      return false;
    }
  }
}
