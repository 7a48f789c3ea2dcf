// expects: compiler.err.prob.found.req
import dev.interlock.Workflow;

class Mistake {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  static Metrics count(Sprint sprint) {
    return new Metrics(1);
  }

  static final Workflow<Sprint, Sprint> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) ->
          flow.step("metrics", Metrics.class).reading(sprint).combine(Mistake::count));
}
