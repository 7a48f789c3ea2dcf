package dev.interlock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is still needed at a gate. */
class StillNeededTest {
  private static final List<String> ROLES = List.of("a", "b", "c", "d");

  private static List<Approvers.Need> open(List<Approvers.Need> needs, String... yes) {
    return Places.open(needs, Set.of(), List.of(yes));
  }

  @Test
  void isWhoeverHasNotSaidYesYet() {
    List<Approvers.Need> needs =
        List.of(Approvers.Need.of(2, "security"), Approvers.Need.of(1, "ops"));
    assertThat(open(needs)).isEqualTo(needs);
    assertThat(open(needs, "security"))
        .containsExactly(Approvers.Need.of(1, "security"), needs.get(1));
    assertThat(open(needs, "security", "ops", "security")).isEmpty();
  }

  @Test
  void isAnybodyForWhomSomebodyElseCouldMove() {
    List<Approvers.Need> needs = List.of(Approvers.Need.of(1, "a", "b"), Approvers.Need.of(1, "b"));
    assertThat(open(needs, "b")).containsExactly(Approvers.Need.of(1, "a", "b"));
    assertThat(open(needs, "a")).containsExactly(Approvers.Need.of(1, "b"));
  }

  @Test
  void isNobodyWhoseYesWouldFillNothing() {
    Random random = new Random(25);
    for (int i = 0; i < 10_000; i++) {
      List<Approvers.Need> needs =
          IntStream.range(0, 1 + random.nextInt(3)).mapToObj(n -> need(random)).toList();
      Set<String> everywhere = random.nextInt(4) == 0 ? Set.of("d") : Set.of();
      List<String> yes = new ArrayList<>();
      random.ints(random.nextInt(5), 0, ROLES.size()).forEach(role -> yes.add(ROLES.get(role)));
      List<Approvers.Need> open = Places.open(needs, everywhere, yes);
      int filled = most(needs, everywhere, yes);
      int all = needs.stream().mapToInt(Approvers.Need::people).sum();
      assertThat(open.stream().mapToInt(Approvers.Need::people).sum()).isEqualTo(all - filled);
      for (String role : ROLES) {
        List<String> oneMore = Stream.concat(yes.stream(), Stream.of(role)).toList();
        boolean helps = most(needs, everywhere, oneMore) > filled;
        assertThat(open.stream().anyMatch(need -> need.roles().contains(role)))
            .as("%s for %s, after %s", role, needs, yes)
            .isEqualTo(helps);
      }
    }
  }

  private static int most(List<Approvers.Need> needs, Set<String> everywhere, List<String> yes) {
    return Places.most(needs, everywhere, yes.stream().map(Set::of).toList());
  }

  private static Approvers.Need need(Random random) {
    List<String> roles = ROLES.stream().filter(role -> random.nextInt(3) == 0).toList();
    return new Approvers.Need(1 + random.nextInt(2), roles.isEmpty() ? List.of("a") : roles);
  }
}
