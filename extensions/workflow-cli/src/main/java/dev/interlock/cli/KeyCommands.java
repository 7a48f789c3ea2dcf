package dev.interlock.cli;

import dev.interlock.audit.HeadKey;
import dev.interlock.audit.HeadKeyRotation;
import dev.interlock.audit.PublicHeadKey;
import dev.interlock.record.WorkflowException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes, shows and rotates keys that sign heads. Lines of allowed signers are never wrapped. */
final class KeyCommands {
  private final Screen screen;
  private final String program;

  KeyCommands(Screen screen, String program) {
    this.screen = screen;
    this.program = program;
  }

  /** Gives the exit code back. */
  int does(Typed typed) {
    Path file = Typed.path("FILE", typed.options().getOrDefault("file", ""));
    try {
      switch (typed.command()) {
        case "keys new" -> make(file);
        case "keys show" -> show(file);
        default -> rotate(file, typed.file("allowed-signers"));
      }
      return Exit.COMPLETED;
    } catch (WorkflowException e) {
      throw new Mistake(String.valueOf(e.getMessage()));
    }
  }

  private void make(Path file) {
    HeadKey key = HeadKey.create(file);
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after("made ", file + ", which only you may read, and " + file + ".pub"));
    lines.add("  fingerprint: " + key.fingerprint());
    lines.add("to sign with it, add this to what you type, or set " + Opening.VARIABLE + ":");
    lines.add("  --key " + Text.quoted(file.toString()));
    lines.add("who verifies needs this line in a file of allowed signers:");
    lines.add(key.allowedSigner());
    lines.add("and types:");
    lines.add("  " + Text.quoted(program) + " verify --allowed-signers FILE");
    screen.say(lines);
    answer(file, key.fingerprint(), Map.of("allowedSigner", key.allowedSigner()));
  }

  private void show(Path file) {
    PublicHeadKey key = PublicHeadKey.read(file);
    screen.say(List.of("fingerprint: " + key.fingerprint(), key.allowedSigner()));
    answer(file, key.fingerprint(), Map.of("allowedSigner", key.allowedSigner()));
  }

  private void rotate(Path file, Optional<Path> signers) {
    HeadKeyRotation rotated = HeadKeyRotation.rotate(file, signers, Clock.systemUTC().instant());
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.after("made a new key in ", file.toString()));
    lines.add("  fingerprint: " + rotated.key().fingerprint());
    lines.addAll(Text.after("the old key is now in ", rotated.old().toString()));
    if (signers.isPresent()) {
      lines.addAll(Text.after("changed ", signers.get() + ": what the old key signed still holds"));
    } else {
      lines.add("in the file of allowed signers, put this in place of the line of the old key:");
      lines.add(rotated.ended());
      lines.add(rotated.begun());
    }
    screen.say(lines);
    answer(
        file,
        rotated.key().fingerprint(),
        Map.of(
            "old", rotated.old().toString(), "ended", rotated.ended(), "begun", rotated.begun()));
  }

  private void answer(Path file, String fingerprint, Map<String, String> more) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("key", file.toString());
    object.put("fingerprint", fingerprint);
    object.putAll(more);
    object.put("exit", Exit.COMPLETED);
    screen.answer(object);
  }
}
