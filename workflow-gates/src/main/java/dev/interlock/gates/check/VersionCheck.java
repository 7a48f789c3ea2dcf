package dev.interlock.gates.check;

import dev.interlock.Check;
import dev.interlock.Verdict;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version follows another one by the rules of Semantic Versioning 2.0.0: three numbers without
 * leading zeros, of which exactly one is one more and those behind it are 0. Immutable.
 */
public final class VersionCheck implements Check<VersionCheck.Bump> {
  private static final String NUMBER = "(0|[1-9][0-9]*)";
  private static final Pattern VERSION = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER);

  /**
   * A version and the one before. Immutable.
   *
   * @param from the last one that was released; empty before the first
   * @param to the one that is to be
   */
  public record Bump(Optional<String> from, String to) {}

  /**
   * What it saw. Immutable.
   *
   * @param from the version before; empty before the first
   * @param to the version
   * @param step {@code major}, {@code minor}, {@code patch} or {@code first}
   */
  public record Seen(Optional<String> from, String to, String step) {}

  /** A check of any two versions. */
  public VersionCheck() {}

  @Override
  public Verdict examine(Bump bump) {
    Optional<List<BigInteger>> to = numbers(bump.to());
    if (to.isEmpty()) {
      return Verdict.failed("'" + bump.to() + "' is no version of three numbers");
    }
    if (bump.from().isEmpty()) {
      return Verdict.passed(new Seen(bump.from(), bump.to(), "first"));
    }
    Optional<List<BigInteger>> from = numbers(bump.from().get());
    if (from.isEmpty()) {
      return Verdict.failed("'" + bump.from().get() + "' is no version of three numbers");
    }
    Optional<String> step = step(from.get(), to.get());
    return step.isPresent()
        ? Verdict.passed(new Seen(bump.from(), bump.to(), step.get()))
        : Verdict.failed("'" + bump.to() + "' does not follow '" + bump.from().get() + "'");
  }

  private static Optional<List<BigInteger>> numbers(String version) {
    Matcher matcher = VERSION.matcher(version);
    return matcher.matches() && version.length() <= 100
        ? Optional.of(Stream.of(1, 2, 3).map(i -> new BigInteger(matcher.group(i))).toList())
        : Optional.empty();
  }

  private static Optional<String> step(List<BigInteger> from, List<BigInteger> to) {
    BigInteger zero = BigInteger.ZERO;
    BigInteger major = from.get(0);
    BigInteger minor = from.get(1);
    if (to.equals(List.of(major.add(BigInteger.ONE), zero, zero))) {
      return Optional.of("major");
    }
    if (to.equals(List.of(major, minor.add(BigInteger.ONE), zero))) {
      return Optional.of("minor");
    }
    return to.equals(List.of(major, minor, from.get(2).add(BigInteger.ONE)))
        ? Optional.of("patch")
        : Optional.empty();
  }
}
