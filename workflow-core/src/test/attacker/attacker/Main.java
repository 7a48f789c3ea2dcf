package attacker;

import dev.interlock.Approved;
import dev.interlock.Approvers;
import dev.interlock.Engine;
import dev.interlock.Outcome;
import dev.interlock.Workflow;
import dev.interlock.record.Entry;
import dev.interlock.record.Journal;
import dev.interlock.record.Principal;
import dev.interlock.record.RunId;
import dev.interlock.record.WorkflowException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A host whose step reaches for the engine that runs it. */
public final class Main {
  private static final RunId RUN = RunId.of("run-1");
  private static final Journal JOURNAL = Journal.inMemory();
  private static Engine engine;

  public record Text(String text) {}

  private Main() {}

  public static void main(String[] args) {
    String way = args[0];
    if (way.equals("ask")) {
      ask();
      return;
    }
    engine = Engine.on(JOURNAL).build();
    Workflow<Text, Text> workflow = way.equals("gate") ? gated() : plain(way);
    Outcome<Text> outcome = engine.start(workflow, RUN, new Text("x")).settled();
    System.out.println("outcome " + outcome.getClass().getSimpleName());
    if (outcome instanceof Outcome.Failed<Text> failed) {
      System.out.println("failure " + failed.failure().type());
    }
    engine.events(RUN).stream().map(Entry::name).forEach(System.out::println);
  }

  private static void ask() {
    try {
      Engine.on(JOURNAL).requireModulePath().build();
      System.out.println("module path");
    } catch (WorkflowException e) {
      System.out.println("refused");
    }
  }

  private static Workflow<Text, Text> plain(String way) {
    return Workflow.define(
        "plain",
        Text.class,
        (flow, text) ->
            flow.step("later", Text.class)
                .reading(
                    flow.step("reach", Text.class)
                        .reading(text)
                        .combine(
                            t -> {
                              reach(way);
                              return t;
                            }))
                .combine(
                    t -> {
                      System.out.println("later");
                      return t;
                    }));
  }

  private static void reach(String way) throws Exception {
    Field runs = Engine.class.getDeclaredField("runs");
    switch (way) {
      case "reflection" -> runs.setAccessible(true);
      case "lookup" -> MethodHandles.privateLookupIn(Engine.class, MethodHandles.lookup());
      case "var-handle" -> MethodHandles.lookup().unreflectVarHandle(runs);
      case "record" -> {
        Class<?> facts = Class.forName("dev.interlock.RunFacts");
        facts.getDeclaredField("gates").setAccessible(true);
      }
      case "witness" -> {
        Constructor<?> made = Approved.class.getDeclaredConstructors()[0];
        made.setAccessible(true);
        made.newInstance(new Text("y"), List.of(Principal.of("alice")));
      }
      case "service" -> ServiceLoader.load(Class.forName("dev.interlock.Runs")).findFirst();
      default -> throw new IllegalArgumentException(way);
    }
  }

  private static Workflow<Text, Text> gated() {
    return Workflow.define(
        "gated",
        Text.class,
        (flow, text) ->
            flow.parallel("both", Text.class)
                .branch(
                    "guarded",
                    b ->
                        b.step("publish", Text.class)
                            .reading(b.gate("open", text, Approvers.confirmedBy("editor")))
                            .unverified("a test")
                            .act(
                                approved -> {
                                  System.out.println("published");
                                  return approved.value();
                                }))
                .branch(
                    "reach",
                    b ->
                        b.step("reach", Text.class)
                            .reading(text)
                            .combine(
                                t -> {
                                  openTheGate();
                                  return t;
                                }))
                .join((one, other) -> one));
  }

  @SuppressWarnings("unchecked")
  private static void openTheGate() throws Exception {
    Object runs = get(engine, "runs");
    Object task = ((Map<RunId, Object>) get(runs, "active")).get(RUN);
    Map<String, Object> gates = (Map<String, Object>) get(get(get(task, "facts"), "gates"), "gates");
    for (Map.Entry<String, Object> gate : gates.entrySet()) {
      Method closed = gate.getValue().getClass().getDeclaredMethod("closed", String.class);
      gate.setValue(opened(closed).invoke(gate.getValue(), "approved"));
    }
  }

  private static Object get(Object of, String field) throws Exception {
    return opened(of.getClass().getDeclaredField(field)).get(of);
  }

  private static <T extends AccessibleObject> T opened(T member) {
    member.setAccessible(true);
    return member;
  }
}
