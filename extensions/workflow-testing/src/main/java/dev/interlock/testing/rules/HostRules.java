package dev.interlock.testing.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.interlock.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules that the main code of a host keeps, to be run by a test of the host:
 *
 * <pre>{@code
 * HostRules.of("com.acme.release").compositionRoot("com.acme.release.Main")
 *     .workflows(Releasing.workflow()).check();
 * }</pre>
 *
 * <p>Bodies and checks are what definitions name: the methods that a method with a {@link
 * dev.interlock.Flow} among its parameters, or one that calls {@link Workflow#define}, refers to or
 * calls in lambdas, and what those call in turn in the host's own code. A rule that finds nothing
 * to look at fails. Immutable.
 */
public final class HostRules {
  private final Host host;

  /** What the host says of itself. */
  record Host(
      List<String> packages, List<String> roots, List<String> bodies, List<Workflow<?, ?>> flows) {
    static Host of(List<String> packages) {
      return new Host(packages, List.of(), List.of(), List.of());
    }
  }

  private HostRules(Host host) {
    this.host = host;
  }

  /** Rules for the main code in these packages and below them. */
  public static HostRules of(String... packages) {
    return new HostRules(Host.of(List.of(packages)));
  }

  /** The classes that may build an engine, by their full names. */
  public HostRules compositionRoot(String... classes) {
    return new HostRules(new Host(host.packages, List.of(classes), host.bodies, host.flows));
  }

  /** Packages all of whose classes are held to what holds for bodies, and those below them. */
  public HostRules bodiesIn(String... packages) {
    return new HostRules(new Host(host.packages, host.roots, List.of(packages), host.flows));
  }

  /** The workflows of the host. */
  public HostRules workflows(Workflow<?, ?>... workflows) {
    return new HostRules(new Host(host.packages, host.roots, host.bodies, List.of(workflows)));
  }

  /**
   * Looks whether all rules are kept.
   *
   * @throws AssertionError if one is not, or has nothing to look at; the message names all
   */
  public void check() {
    check(HostRule.values());
  }

  /**
   * Looks whether these rules are kept.
   *
   * @throws AssertionError if one is not, or has nothing to look at; the message names all
   */
  public void check(HostRule... rules) {
    ClassFileImporter importer =
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
    check(importer.importPackages(host.packages), rules);
  }

  void check(JavaClasses classes, HostRule... rules) {
    HostCode code = new HostCode(classes, host);
    List<String> problems = new ArrayList<>();
    Stream.of(rules).forEach(rule -> problems.addAll(said(rule, code)));
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "the code in " + host.packages + " breaks rules:" + String.join("", problems));
    }
  }

  private static List<String> said(HostRule rule, HostCode code) {
    List<String> problems = rule.look(code).problems();
    List<String> said = new ArrayList<>();
    if (!problems.isEmpty()) {
      said.add("\n" + rule + ": " + rule.says());
    }
    problems.forEach(problem -> said.add("\n  - " + problem));
    return said;
  }
}
