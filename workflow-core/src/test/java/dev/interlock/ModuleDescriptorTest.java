package dev.interlock;

import static java.lang.module.ModuleDescriptor.Requires.Modifier.MANDATED;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.STATIC;
import static java.lang.module.ModuleDescriptor.Requires.Modifier.TRANSITIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What other modules see of this one, read from what was built. */
class ModuleDescriptorTest {
  private static final ModuleDescriptor MODULE =
      ModuleFinder.of(Path.of(built())).find("dev.interlock").orElseThrow().descriptor();

  static URI built() {
    return ModuleLayer.boot()
        .configuration()
        .findModule("dev.interlock")
        .flatMap(module -> module.reference().location())
        .orElseThrow();
  }

  @Test
  void it_is_a_plain_module_of_its_name() {
    assertThat(MODULE.name()).isEqualTo("dev.interlock");
    assertThat(MODULE.isOpen()).isFalse();
    assertThat(MODULE.isAutomatic()).isFalse();
  }

  @Test
  void it_exports_two_packages_to_all() {
    assertThat(MODULE.exports().stream().filter(exports -> !exports.isQualified()))
        .extracting(Exports::source)
        .containsExactlyInAnyOrder("dev.interlock", "dev.interlock.record");
  }

  @Test
  void it_exports_its_internals_to_named_modules_of_its_own_only() {
    assertThat(
            MODULE.exports().stream()
                .filter(Exports::isQualified)
                .collect(Collectors.toMap(Exports::source, Exports::targets)))
        .isEqualTo(
            Map.of(
                "dev.interlock.internal.approval",
                Set.of("dev.interlock.gates", "dev.interlock.audit"),
                "dev.interlock.internal.json",
                Set.of("dev.interlock.gates", "dev.interlock.audit", "dev.interlock.testing"),
                "dev.interlock.internal.log",
                Set.of("dev.interlock.gates", "dev.interlock.audit"),
                "dev.interlock.internal.secret",
                Set.of("dev.interlock.gates"),
                "dev.interlock.internal.sshsig",
                Set.of("dev.interlock.gates", "dev.interlock.audit"),
                "dev.interlock.internal.testing",
                Set.of("dev.interlock.testing"),
                "dev.interlock.internal.text",
                Set.of("dev.interlock.gates", "dev.interlock.audit")));
  }

  @Test
  void it_has_no_other_packages() {
    assertThat(MODULE.packages())
        .containsExactlyInAnyOrder(
            "dev.interlock",
            "dev.interlock.record",
            "dev.interlock.internal.approval",
            "dev.interlock.internal.json",
            "dev.interlock.internal.log",
            "dev.interlock.internal.secret",
            "dev.interlock.internal.sshsig",
            "dev.interlock.internal.testing",
            "dev.interlock.internal.text");
  }

  @Test
  void it_requires_what_it_says_and_passes_on_nothing_but_annotations() {
    assertThat(
            MODULE.requires().stream()
                .collect(Collectors.toMap(Requires::name, Requires::modifiers)))
        .isEqualTo(
            Map.of(
                "java.base", Set.of(MANDATED),
                "org.jspecify", Set.of(STATIC, TRANSITIVE),
                "org.immutables.value", Set.of(STATIC),
                "com.fasterxml.jackson.annotation", Set.of(),
                "org.slf4j", Set.of(),
                "tools.jackson.core", Set.of(),
                "tools.jackson.databind", Set.of()));
  }

  @Test
  void it_opens_uses_and_provides_nothing() {
    assertThat(MODULE.opens()).isEmpty();
    assertThat(MODULE.uses()).isEmpty();
    assertThat(MODULE.provides()).isEmpty();
    assertThat(MODULE.mainClass()).isEmpty();
  }
}
