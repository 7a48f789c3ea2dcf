// expects: compiler.err.prob.found.req
import dev.interlock.Workflow;

class Mistake {
  static final Workflow<Boolean, Boolean> REVIEW =
      Workflow.define("review", Boolean.class, (flow, enough) -> {
        if (enough) {
          return flow.step("a", Boolean.class).reading(enough).combine(yes -> yes);
        }
        return flow.step("b", Boolean.class).reading(enough).combine(yes -> yes);
      });
}
