import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  public record Analysis(String says) {}

  static Metrics count(Sprint sprint) {
    return new Metrics(sprint.name().length());
  }

  static Analysis analyse(Metrics metrics) {
    return new Analysis("done: " + metrics.done());
  }

  static final Workflow<Sprint, Analysis> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) -> {
        Ref<Metrics> metrics =
            flow.step("metrics", Metrics.class).reading(sprint).combine(Twin::count);
        Ref<Analysis> analysis =
            flow.step("analysis", Analysis.class).reading(metrics).combine(Twin::analyse);
        return analysis;
      });
}
