package dev.interlock;

import dev.interlock.controls.Controls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guards of the engine and of its gates; what each control takes away stands in {@code
 * src/test/controls}.
 */
@Tag("kill")
class ControlsTest {
  @TestFactory
  List<DynamicTest> without_its_guard_each_attack_succeeds(@TempDir Path folder) throws Exception {
    return controls("engine.txt", folder);
  }

  @TestFactory
  List<DynamicTest> without_its_guard_each_attack_on_a_gate_succeeds(@TempDir Path folder)
      throws Exception {
    return controls("gates.txt", folder);
  }

  private static List<DynamicTest> controls(String list, Path folder) throws Exception {
    return new Controls(
            Path.of("src", "test", "controls", list),
            Path.of("src", "main", "java", "dev", "interlock"),
            Path.of(ModuleDescriptorTest.built()),
            folder)
        .tests();
  }
}
