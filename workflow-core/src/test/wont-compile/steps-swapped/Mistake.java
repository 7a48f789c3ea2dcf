// expects: compiler.err.cant.resolve.location
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
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
        Ref<Analysis> analysis =
            flow.step("analysis", Analysis.class).reading(metrics).combine(Mistake::analyse);
        Ref<Metrics> metrics =
            flow.step("metrics", Metrics.class).reading(sprint).combine(Mistake::count);
        return analysis;
      });
}
