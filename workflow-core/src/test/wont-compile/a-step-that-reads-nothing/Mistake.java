// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Workflow;

class Mistake {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  static final Workflow<Sprint, Metrics> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) ->
          flow.step("metrics", Metrics.class).combine(any -> new Metrics(1)));
}
