import dev.interlock.Workflow;

class Twin {
  public record Metrics(int done) {
    public boolean enough() {
      return done > 8;
    }
  }

  static final Workflow<Metrics, Metrics> REVIEW =
      Workflow.define("review", Metrics.class, (flow, metrics) -> {
        if (new Metrics(9).enough()) {
          return flow.step("a", Metrics.class).reading(metrics).combine(m -> m);
        }
        return flow.step("b", Metrics.class).reading(metrics).combine(m -> m);
      });
}
