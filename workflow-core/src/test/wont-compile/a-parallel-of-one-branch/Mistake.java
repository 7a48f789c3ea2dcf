// expects: compiler.err.cant.resolve.location.args
import dev.interlock.Workflow;

class Mistake {
  public record Review(String says) {}

  static final Workflow<Review, Review> REVIEW =
      Workflow.define("review", Review.class, (flow, input) ->
          flow.parallel("reviews", Review.class)
              .branch("qa", one -> one.step("review", Review.class).reading(input).combine(r -> r))
              .join(a -> a));
}
