package dev.interlock.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that may write files of a certain size only, as the operating system enforces it. */
@Tag("kill")
@EnabledOnOs(OS.LINUX)
class SmallDiskTest {
  private static final Pattern TOLD = Pattern.compile("<(\\d+)>");

  @TempDir Path folder;

  @Test
  void stopsItsWriterAndWhatWasToldIsThere() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process = Child.startWithin("write-until-it-fails", log, 64);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(said).contains("refused");
    List<Long> told = TOLD.matcher(said).results().map(r -> Long.valueOf(r.group(1))).toList();
    assertThat(told).isNotEmpty();
    assertThat(Files.size(Logs.journal(log))).isLessThanOrEqualTo(64 * 1024L);
    try (Journal journal = FileJournal.open(log)) {
      List<Long> there =
          journal.runs().stream()
              .flatMap(run -> journal.entries(run).stream())
              .map(Entry::seq)
              .toList();
      assertThat(there).containsAll(told);
    }
  }
}
