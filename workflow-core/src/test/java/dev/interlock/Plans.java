package dev.interlock;

import dev.interlock.Plan.Say;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes plans at random; the same seed makes the same one. */
final class Plans {
  private final Random random;
  private final PlanSays drawn;
  private final boolean sound;
  private int names;

  /**
   * Of a seed.
   *
   * @param sound whether no rule of it throws, no loop is used up and no list is refused
   */
  Plans(long seed, boolean sound) {
    this.random = new Random(seed * 31 + 7);
    this.drawn = new PlanSays(random);
    this.sound = sound;
  }

  /** What the value of a name is to a reader. */
  private enum Type {
    PLAIN,
    PERHAPS,
    LIST,
    CHECKED,
    APPROVED;

    boolean isWitness() {
      return this == CHECKED || this == APPROVED;
    }
  }

  /** A scope while it is made: its last value, and earlier ones that a step may read as well. */
  private static final class Line {
    private final List<Plan> nodes = new ArrayList<>();
    private final List<String> plain;
    private final int depth;
    private String last;
    private Type type;

    Line(String last, Type type, List<String> plain, int depth) {
      this.last = last;
      this.type = type;
      this.plain = new ArrayList<>(plain);
      this.depth = depth;
    }

    void add(Plan node, Type gives) {
      nodes.add(node);
      last = node.name();
      type = gives;
      if (gives == Type.PLAIN) {
        plain.add(last);
      }
    }

    Plan.Scope end() {
      return new Plan.Scope(List.copyOf(nodes), last);
    }
  }

  Plan.Whole workflow() {
    return whole("generated", 3, 1 + random.nextInt(5));
  }

  private Plan.Whole whole(String name, int depth, int size) {
    Line line = new Line(Plan.INPUT, Type.PLAIN, List.of(Plan.INPUT), depth);
    fill(line, size);
    plain(line);
    return new Plan.Whole(name, line.end(), !sound && chance(15));
  }

  private void fill(Line line, int size) {
    for (int i = 0; i < size; i++) {
      node(line);
    }
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String name(String kind) {
    return kind + names++;
  }

  private void node(Line line) {
    if (line.type == Type.PERHAPS || (line.type == Type.LIST && chance(70))) {
      line.add(step(line, Node.Kind.COMBINE, Set.of()), Type.PLAIN);
    } else if (line.type == Type.LIST) {
      gate(line);
    } else if (line.type.isWitness() && chance(75)) {
      guarded(line);
    } else {
      any(line);
    }
  }

  /** Something after a witness. */
  private void guarded(Line line) {
    switch (random.nextInt(6)) {
      case 0 -> line.nodes.add(step(line, Node.Kind.ACT, drawn.effect()));
      case 1 -> line.add(receipt(List.of(line.last)), Type.PLAIN);
      case 2 -> {
        line.nodes.add(new Plan.Rest(name("pause")));
        gated(line);
      }
      default -> gated(line);
    }
  }

  private void gated(Line line) {
    Set<Say> says = drawn.acting();
    line.add(step(line, Node.Kind.ACT, says), given(says));
  }

  private static Type given(Set<Say> says) {
    return says.contains(Say.OPTIONAL) ? Type.PERHAPS : Type.PLAIN;
  }

  private void any(Line line) {
    int kind = random.nextInt(line.depth > 0 && line.type == Type.PLAIN ? 22 : 14);
    switch (kind) {
      case 0 -> line.add(step(line, Node.Kind.COMBINE, Set.of()), Type.PLAIN);
      case 1, 2 -> {
        Set<Say> says = drawn.looking();
        line.add(step(line, Node.Kind.COMPUTE, says), given(says));
      }
      case 3, 4, 5 -> {
        Set<Say> says = PlanSays.unguarded(drawn.acting());
        line.add(step(line, Node.Kind.ACT, says), given(says));
      }
      case 6 -> line.nodes.add(step(line, Node.Kind.ACT, PlanSays.unguarded(drawn.effect())));
      case 7 -> {
        if (line.type != Type.APPROVED) {
          line.add(new Plan.Look(name("look"), line.last), Type.CHECKED);
        }
      }
      case 8, 9, 10 -> gate(line);
      case 11, 12 -> receive(line);
      case 13 -> line.nodes.add(new Plan.Rest(name("pause")));
      case 14, 15 -> line.add(child(line), Type.PLAIN);
      case 16, 17 -> parallel(line);
      case 18 -> choose(line);
      case 19 -> signOff(line);
      case 20 -> repeat(line);
      default -> each(line);
    }
  }

  private void gate(Line line) {
    line.add(
        new Plan.Ask(name("gate"), line.last, random.nextBoolean(), chance(40)), Type.APPROVED);
  }

  private Plan.Await receipt(List<String> after) {
    boolean limited = chance(50);
    return new Plan.Await(name("receive"), after, limited, limited && random.nextBoolean());
  }

  private void receive(Line line) {
    plain(line);
    String before = line.last;
    line.add(receipt(List.of()), Type.PLAIN);
    line.add(
        new Plan.Do(name("s"), Node.Kind.COMBINE, List.of(line.last, before), Set.of()),
        Type.PLAIN);
  }

  private Plan child(Line line) {
    return new Plan.Kid(name("child"), line.last, whole(name("kid"), 0, 1 + random.nextInt(2)));
  }

  private Plan.Scope inner(Line line, String handed, Type type, Function<Line, Plan.Scope> end) {
    List<String> plain = new ArrayList<>(line.plain);
    plain.add(handed);
    Line inner = new Line(handed, type, plain, line.depth - 1);
    fill(inner, 1 + random.nextInt(2));
    return end.apply(inner);
  }

  private Plan.Scope plainly(Line line) {
    return inner(
        line,
        line.last,
        line.type,
        inside -> {
          plain(inside);
          return inside.end();
        });
  }

  private void parallel(Line line) {
    String name = name("par");
    List<Plan.Scope> branches =
        IntStream.range(0, 2 + random.nextInt(2))
            .mapToObj(i -> inner(line, line.last, line.type, Line::end))
            .toList();
    line.add(new Plan.Side(name, branches), Type.PLAIN);
  }

  private void choose(Line line) {
    String name = name("choose");
    List<Plan.Scope> arms =
        IntStream.range(0, 2 + random.nextInt(2)).mapToObj(i -> plainly(line)).toList();
    line.add(new Plan.Choose(name, line.last, arms, odd()), Type.PLAIN);
  }

  /** A choice that gives an approval, whoever was asked for it. */
  private void signOff(Line line) {
    String name = name("choose");
    List<Plan.Scope> arms =
        IntStream.range(0, 2)
            .mapToObj(
                i -> {
                  Line arm = new Line(line.last, line.type, line.plain, 0);
                  gate(arm);
                  return arm.end();
                })
            .toList();
    line.add(new Plan.Choose(name, line.last, arms, odd()), Type.APPROVED);
  }

  private boolean odd() {
    return !sound && chance(4);
  }

  private void repeat(Line line) {
    String name = name("repeat");
    int atMost = 1 + random.nextInt(3);
    int enough = 1 + random.nextInt(sound ? atMost : atMost + 1);
    Plan.Scope turn =
        inner(
            line,
            line.last,
            line.type,
            inside -> {
              plain(inside);
              List<String> reads = List.of(inside.last, Plan.previous(name));
              inside.add(
                  new Plan.Do(name("count"), Node.Kind.COMBINE, reads, Set.of(Say.COUNTING)),
                  Type.PLAIN);
              return inside.end();
            });
    line.add(new Plan.Again(name, atMost, enough, odd(), turn), Type.PLAIN);
  }

  private void each(Line line) {
    String name = name("each");
    int size = random.nextInt(4);
    int atMost = sound || !chance(8) ? 3 : 2;
    Plan.Scope turn =
        inner(
            line,
            Plan.item(name),
            Type.PLAIN,
            inside -> {
              plain(inside);
              return inside.end();
            });
    int atOnce = 1 + random.nextInt(3);
    line.add(new Plan.Every(name, line.last, size, atMost, atOnce, odd(), turn), Type.LIST);
  }

  private void plain(Line line) {
    if (line.type != Type.PLAIN) {
      line.add(step(line, Node.Kind.COMBINE, Set.of()), Type.PLAIN);
    }
  }

  private Plan.Do step(Line line, Node.Kind kind, Set<Say> says) {
    List<String> reads = new ArrayList<>(List.of(line.last));
    while (line.type != Type.APPROVED && reads.size() < 3 && chance(25)) {
      reads.add(line.plain.get(random.nextInt(line.plain.size())));
    }
    Set<Say> ordered = EnumSet.noneOf(Say.class);
    ordered.addAll(says);
    return new Plan.Do(name("s"), kind, List.copyOf(reads), ordered);
  }
}
