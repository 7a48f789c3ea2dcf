package dev.interlock.audit.report;

import dev.interlock.audit.judge.Tree;
import dev.interlock.internal.json.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The definition as its outline says it, and how each of its nodes stands. Use from one thread. */
final class Plan {
  private static final StrictJson JSON = StrictJson.ofValues();

  private final Map<String, List<State>> states = new HashMap<>();
  private final Map<String, Set<String>> arms = new HashMap<>();
  private final Map<String, Tree> gates = new HashMap<>();
  private final List<Phrase> reasons = new ArrayList<>();
  private final boolean ended;
  private final List<Item> items;

  /** A node: what the outline says of it, and how it stands. */
  record Item(String name, String noun, Tree tree, State state, List<Side> sides) {}

  /** A branch, an arm or a turn. */
  record Side(String name, Optional<String> when, List<Item> items) {}

  private Plan(RunStory story, Optional<byte[]> outline) {
    story.places().forEach(this::stands);
    story.arms().forEach((path, arm) -> taken(general(path), arm));
    this.ended = story.ending().isPresent();
    this.items = outline.map(bytes -> items("", new Tree(JSON.readTree(bytes)))).orElse(List.of());
  }

  static Plan of(RunStory story, Optional<byte[]> outline) {
    return new Plan(story, outline);
  }

  /** The path in the definition: without turns. */
  private static String general(String path) {
    return path.replaceAll("\\[[^\\]/]*]", "");
  }

  private void stands(Place place) {
    states.computeIfAbsent(general(place.path()), path -> new ArrayList<>()).add(place.state());
  }

  private void taken(String path, String arm) {
    arms.computeIfAbsent(path, one -> new HashSet<>()).add(arm);
  }

  private List<Item> items(String prefix, Tree scope) {
    return scope.trees("nodes").stream().map(node -> item(prefix, node)).toList();
  }

  private Item item(String prefix, Tree node) {
    String path = prefix + node.text("name");
    String noun = node.text("node");
    if (noun.equals("gate")) {
      gates.put(path, node);
    }
    reason(path, "unverified", node);
    reason(path, "unguarded", node);
    reason(path, "optional", node);
    List<Side> sides = sides(path, noun, node);
    State state = sides.isEmpty() ? own(path) : holding(path, noun, sides);
    return new Item(node.text("name"), noun, node, state, sides);
  }

  private void reason(String path, String what, Tree node) {
    node.textIfAny(what)
        .ifPresent(
            reason -> reasons.add(Phrase.code(path).and(" is " + what + ": ").andValue(reason)));
  }

  private List<Side> sides(String path, String noun, Tree node) {
    return switch (noun) {
      case "parallel" -> node.trees("branches").stream().map(one -> side(path, one)).toList();
      case "choose" -> node.trees("arms").stream().map(one -> arm(path, one)).toList();
      case "repeat", "forEach" -> List.of(new Side("", Optional.empty(), items(path + "/", node)));
      default -> List.of();
    };
  }

  private Side side(String path, Tree side) {
    String name = side.text("name");
    return new Side(name, side.textIfAny("when"), items(path + "/" + name + "/", side));
  }

  private Side arm(String path, Tree arm) {
    Side side = side(path, arm);
    Set<String> taken = arms.getOrDefault(path, Set.of());
    return taken.isEmpty() || taken.contains(side.name())
        ? side
        : new Side(side.name(), side.when(), side.items().stream().map(Plan::notTaken).toList());
  }

  private static Item notTaken(Item item) {
    List<Side> sides =
        item.sides().stream()
            .map(
                side ->
                    new Side(
                        side.name(),
                        side.when(),
                        side.items().stream().map(Plan::notTaken).toList()))
            .toList();
    return new Item(item.name(), item.noun(), item.tree(), State.skipped("not taken"), sides);
  }

  /** All turns of a node together: what is worst counts. */
  private State own(String path) {
    List<State> all = states.getOrDefault(path, List.of());
    State worst = State.NOT_REACHED;
    for (State one : all) {
      worst = weight(one) > weight(worst) ? one : worst;
    }
    return all.size() < 2
        ? worst
        : new State(worst.look(), worst.says() + " (" + Numbers.of(all.size(), "turn") + ")");
  }

  private static int weight(State state) {
    return switch (state.look()) {
      case IDLE -> 0;
      case SKIPPED -> 1;
      case DONE -> 2;
      case UNDONE -> 3;
      case RUNNING -> 4;
      case WAITING -> 5;
      case FAILED -> 6;
    };
  }

  private State holding(String path, String noun, List<Side> sides) {
    State own = own(path);
    boolean joined = !noun.equals("choose") && own.is(Look.DONE);
    if (joined || own.is(Look.FAILED) || (own.is(Look.IDLE) && isUntouched(sides))) {
      return own;
    }
    List<State> inner =
        sides.stream()
            .flatMap(side -> side.items().stream())
            .map(Item::state)
            .filter(state -> !state.says().equals("not taken"))
            .toList();
    for (Look look : List.of(Look.FAILED, Look.WAITING)) {
      if (inner.stream().anyMatch(state -> state.is(look))) {
        return new State(look, look == Look.FAILED ? "failed" : "waiting");
      }
    }
    if (inner.stream().allMatch(State::isOver)) {
      return State.done(noun.equals("choose") ? own.says() : "done");
    }
    return ended ? State.skipped("not finished") : State.running("under way");
  }

  private static boolean isUntouched(List<Side> sides) {
    return sides.stream()
        .flatMap(side -> side.items().stream())
        .allMatch(item -> item.state().is(Look.IDLE));
  }

  /** The nodes of the definition; none if its outline is not there. */
  List<Item> items() {
    return items;
  }

  /** What the outline says of the gate at a path, if there is one. */
  Optional<Tree> gate(String path) {
    return Optional.ofNullable(gates.get(general(path)));
  }

  /** Why what is not verified, guarded or needed need not be. */
  List<Phrase> reasons() {
    return reasons;
  }

  /** How the steps of the definition stand. */
  List<State> steps() {
    return steps(items).toList();
  }

  private static Stream<State> steps(List<Item> items) {
    return items.stream()
        .flatMap(
            item ->
                item.noun().equals("step")
                    ? Stream.of(item.state())
                    : item.sides().stream().flatMap(side -> steps(side.items())));
  }
}
