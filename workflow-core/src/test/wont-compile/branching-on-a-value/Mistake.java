// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Workflow;

class Mistake {
  public record Metrics(int done) {
    public boolean enough() {
      return done > 8;
    }
  }

  static final Workflow<Metrics, Metrics> REVIEW =
      Workflow.define("review", Metrics.class, (flow, metrics) -> {
        if (metrics.enough()) {
          return flow.step("a", Metrics.class).reading(metrics).combine(m -> m);
        }
        return flow.step("b", Metrics.class).reading(metrics).combine(m -> m);
      });
}
