package dev.interlock.audit.judge;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A repeat in a run. Use from one thread. */
final class RepeatPlace extends Place {
  private final Map<Integer, Frame> turns = new TreeMap<>();
  private int turned;
  private boolean enough;

  RepeatPlace(Frame frame, int index, String path) {
    super(frame, index, path);
  }

  private Node.Repeat repeat() {
    return (Node.Repeat) node();
  }

  @Override
  void happens(Seen seen) {
    begins("turns");
    int now = turned + 1;
    Impossible.unless(now <= repeat().atMost(), "turns more often than " + repeat().atMost());
    Frame turn = frameOf(now);
    if (!turn.isDone()) {
      throw new Impossible("turns, and " + turn.current().unfinished());
    }
    switch (seen.event()) {
      case "loop.turned" -> turns(seen, now);
      case "step.failed" -> run().ending().threw(path(), seen);
      default -> throw notHere(seen);
    }
  }

  private void turns(Seen seen, int now) {
    Impossible.unless(seen.fields().number("turn") == now, "turns, and this is turn " + now);
    enough = !seen.fields().flag("again");
    turned = now;
    if (enough) {
      advance();
    } else if (turned == repeat().atMost()) {
      run().ending().rejects(path());
    }
  }

  private Frame frameOf(int turn) {
    return turns.computeIfAbsent(
        turn,
        number ->
            new Frame(
                run(),
                repeat().turn(),
                this,
                path() + "[" + number + "]/",
                String.valueOf(number)));
  }

  @Override
  @Nullable Frame turn(String key) {
    boolean number = key.matches("[1-9][0-9]{0,8}");
    int turn = number ? Integer.parseInt(key) : 0;
    boolean last = turn == turned + 1 && !enough && turn <= repeat().atMost();
    return number && (turn <= turned || last) ? frameOf(turn) : null;
  }

  @Override
  boolean lets(Frame inner) {
    return super.lets(inner) && areDoneBefore(Integer.parseInt(inner.turn()));
  }

  /** Whether all is done in earlier turns; under another definition it may not be. */
  private boolean areDoneBefore(int turn) {
    return turns.entrySet().stream()
        .allMatch(one -> one.getKey() >= turn || one.getValue().isDone());
  }

  /** What the turn before gave. */
  Slice before(String turn) {
    int number = Integer.parseInt(turn);
    return number == 1 ? Slice.of("null") : Values.given(frameOf(number - 1));
  }

  @Override
  Collection<Frame> frames() {
    return List.copyOf(turns.values());
  }

  @Override
  boolean givesNothing() {
    Frame now = turns.get(turned + 1);
    return now != null && now.isDone() && Values.givesNothing(now);
  }

  @Override
  boolean isThrough() {
    return enough && areDoneBefore(turned + 1);
  }

  @Override
  Slice value() {
    return Values.given(frameOf(turned));
  }

  @Override
  void forgetFrames() {
    turns.clear();
    for (int turn = 1; turn <= turned; turn++) {
      frameOf(turn);
    }
  }
}
