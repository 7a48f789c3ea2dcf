import dev.interlock.Workflow;

class Twin {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  static final Workflow<Sprint, Metrics> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) ->
          flow.step("metrics", Metrics.class).reading(sprint).combine(any -> new Metrics(1)));
}
