package dev.interlock.gates.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlock.record.WorkflowException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service is found by its whole id, or not at all. */
class ServiceTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static Service service(String id) {
    return new Service(Service.KIND, id, List.of("/x"), "", "/", List.of(), "none", 1);
  }

  @Test
  void hasAnIdOfThirtyTwoHexDigits() {
    assertThat(service(ID).id()).isEqualTo(ID);
    assertThat(ServiceRunner.isRunning(service(ID))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "INTERLOCK_COMMAND",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789ABCDEF",
        "0123456789abcdef0123456789abcdef\n"
      })
  void thatWouldBeFoundByLessIsRefused(String id) {
    assertThatThrownBy(() -> service(id))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("32 hex digits");
    assertThatThrownBy(() -> new ProcessTree(ProcessHandle.current(), id, 0))
        .isInstanceOf(WorkflowException.class);
  }
}
