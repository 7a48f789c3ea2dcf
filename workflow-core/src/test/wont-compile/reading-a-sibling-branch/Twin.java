import dev.interlock.Ref;
import dev.interlock.Workflow;

class Twin {
  public record Review(String says) {}

  static final Workflow<Review, Review> REVIEW =
      Workflow.define("review", Review.class, (flow, input) ->
          flow.parallel("reviews", Review.class)
              .branch("qa", one -> {
                Ref<Review> qa = one.step("review", Review.class).reading(input).combine(r -> r);
                return qa;
              })
              .branch("ops", two ->
                  two.step("review", Review.class).reading(input).combine(r -> r))
              .join((a, b) -> a));
}
