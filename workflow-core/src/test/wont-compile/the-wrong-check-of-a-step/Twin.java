import dev.interlock.Verdict;
import dev.interlock.Workflow;

class Twin {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  static Metrics count(Sprint sprint) {
    return new Metrics(1);
  }

  static Verdict recount(Sprint sprint, Metrics metrics) {
    return Verdict.passed(metrics);
  }

  static final Workflow<Sprint, Metrics> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) ->
          flow.step("metrics", Metrics.class)
              .reading(sprint)
              .verifiedBy("recount", Twin::recount)
              .compute(Twin::count));
}
