// expects: compiler.err.cant.apply.symbol
import dev.interlock.Workflow;

class Mistake {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  static String count(Sprint sprint) {
    return sprint.name();
  }

  static final Workflow<Sprint, Metrics> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) ->
          flow.step("metrics", Metrics.class).reading(sprint).combine(Mistake::count));
}
