package dev.interlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of an answer that do not fit together. */
class TypedAnswerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "--key=k --signature=s.sig, name one",
    "--text=t, goes with",
    "--as=ada, goes with",
    "--gate=g, goes with",
    "--signature=s.sig --role=r, the role stands in the text",
    "--signature=s.sig --as=ada, goes with"
  })
  void areRefusedAndNothingIsAsked(String options, String says) {
    Shell shell = new Shell(folder, setup -> setup.engine().build(), Greeting.command());
    shell.on("greet", "--name", "Ann", "--run", "r1");
    Shell.Answer answer = shell.on(("approve r1 " + options).split(" "));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.said()).contains(says);
  }
}
