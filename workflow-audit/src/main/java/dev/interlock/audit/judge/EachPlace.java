package dev.interlock.audit.judge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A forEach in a run. Use from one thread. */
final class EachPlace extends Place {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final List<String> keys = new ArrayList<>();
  private final Map<String, Slice> items = new LinkedHashMap<>();
  private final Map<String, Frame> turns = new LinkedHashMap<>();
  private boolean started;
  private int done;

  EachPlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Each each() {
    return (Node.Each) node();
  }

  @Override
  void happens(Seen seen) {
    begins("begins");
    Impossible.unless(!started, "begins twice");
    switch (seen.event()) {
      case "each.started" -> begin(seen);
      case "check.failed" -> {
        Impossible.unless(
            seen.fields().is("check", "elements"), "has a check, which its outline does not have");
        run().ending().rejects(path());
      }
      case "step.failed" -> run().ending().threw(path(), seen);
      default -> throw notHere(seen);
    }
  }

  private void begin(Seen seen) {
    List<String> said = seen.fields().texts("keys");
    List<Slice> elements = seen.fields().list("items");
    Impossible.unless(said.size() <= each().atMost(), "has more turns than " + each().atMost());
    Impossible.unless(elements.size() == said.size(), "has not as many elements as keys");
    Impossible.unless(new HashSet<>(said).size() == said.size(), "has a key twice");
    Impossible.unless(
        said.stream().allMatch(key -> KEY.matcher(key).matches()), "has a key that is none");
    if (run().definition().sensitive().lists().contains(label())) {
      elements.forEach(Sensitive::clear);
      Impossible.unless(
          said.equals(numbers(said.size())), "has keys that tell of what is sensitive");
    }
    keys.addAll(said);
    started = true;
    if (run().keeps("item")) {
      for (int i = 0; i < keys.size(); i++) {
        items.put(keys.get(i), elements.get(i).alone());
      }
    }
    forgetFrames();
    advance();
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }

  private Frame frameOf(String key) {
    Frame frame = turns.get(key);
    if (frame == null) {
      throw new Impossible("has no turn '" + key + "'");
    }
    return frame;
  }

  @Override
  @Nullable Frame turn(String key) {
    return turns.get(key);
  }

  /** So many turns are at work at once, in the order of their keys. */
  @Override
  boolean lets(Frame inner) {
    int atWork = 0;
    while (done < keys.size() && frameOf(keys.get(done)).isDone()) {
      done++;
    }
    for (int i = done; i < keys.size() && atWork < each().atOnce(); i++) {
      Frame turn = frameOf(keys.get(i));
      if (turn == inner) {
        return super.lets(inner);
      }
      atWork += turn.isDone() ? 0 : 1;
    }
    return false;
  }

  @Override
  void fallsBack() {
    done = 0;
    super.fallsBack();
  }

  Slice item(String key) {
    Slice item = items.get(key);
    if (item == null) {
      throw new Impossible("has no element '" + key + "'");
    }
    return item;
  }

  @Override
  Collection<Frame> frames() {
    return List.copyOf(turns.values());
  }

  @Override
  boolean givesNothing() {
    return started
        && turns.values().stream().allMatch(Frame::isDone)
        && turns.values().stream().anyMatch(Values::givesNothing);
  }

  @Override
  boolean isThrough() {
    while (started && done < keys.size() && frameOf(keys.get(done)).isDone()) {
      done++;
    }
    return started && done == keys.size() && !(run().isRehearsal() && givesNothing());
  }

  @Override
  Slice value() {
    String all =
        keys.stream()
            .map(key -> Values.given(frameOf(key)).raw())
            .collect(Collectors.joining(",", "[", "]"));
    return Slice.of(all.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  void forgetFrames() {
    done = 0;
    turns.clear();
    for (String key : keys) {
      turns.put(key, new Frame(run(), each().turn(), this, path() + "[" + key + "]/", key));
    }
  }
}
