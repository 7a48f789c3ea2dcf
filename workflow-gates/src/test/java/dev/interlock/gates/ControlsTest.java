package dev.interlock.gates;

import dev.interlock.controls.Controls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The guards of gates; what each control takes away stands in {@code src/test/controls}. */
@Tag("kill")
class ControlsTest {
  @TestFactory
  List<DynamicTest> without_its_guard_each_attack_succeeds(@TempDir Path folder) throws Exception {
    return new Controls(
            Path.of("src", "test", "controls", "gates.txt"),
            Path.of("src", "main", "java", "dev", "interlock", "gates"),
            Path.of(
                TerminalChannel.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
            folder)
        .tests();
  }
}
