import dev.interlock.Workflow;

class Twin {
  static final Workflow<Boolean, Boolean> REVIEW =
      Workflow.define("review", Boolean.class, (flow, enough) -> {
        if (true) {
          return flow.step("a", Boolean.class).reading(enough).combine(yes -> yes);
        }
        return flow.step("b", Boolean.class).reading(enough).combine(yes -> yes);
      });
}
