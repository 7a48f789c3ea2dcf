// expects: compiler.err.cant.apply.symbol
import dev.interlock.Ref;
import dev.interlock.Workflow;

class Mistake {
  public record Sprint(String name) {}

  public record Metrics(int done) {}

  public record Tests(int passed) {}

  static Metrics judge(Tests tests) {
    return new Metrics(tests.passed());
  }

  static final Workflow<Sprint, Metrics> REVIEW =
      Workflow.define("review", Sprint.class, (flow, sprint) -> {
        Ref<Tests> tests = flow.given("tests", new Tests(1));
        return flow.step("metrics", Metrics.class).reading(sprint).combine(Mistake::judge);
      });
}
