package dev.interlock.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlock.audit.judge.GateRules.Need;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places are filled if there is any way to fill them. */
class FillingTest {
  private static final List<String> ROLES = List.of("lead", "qa", "boss", "chief");
  private static final int CASES = 20_000;

  private static boolean isFull(List<Need> needs, Optional<String> everywhere, String... people) {
    return new Filling(needs, everywhere, List.of(people)).isFull();
  }

  /** Whether people can be put into places when all ways are tried. */
  private static boolean anyWay(
      List<Need> places, Optional<String> everywhere, List<String> people) {
    if (places.isEmpty()) {
      return true;
    }
    Need first = places.get(0);
    List<Need> others = places.subList(1, places.size());
    for (int i = 0; i < people.size(); i++) {
      String role = people.get(i);
      List<String> left = new ArrayList<>(people);
      left.remove(i);
      boolean fits = first.roles().contains(role) || everywhere.equals(Optional.of(role));
      if (fits && anyWay(others, everywhere, left)) {
        return true;
      }
    }
    return false;
  }

  private static List<Need> single(List<Need> needs) {
    return needs.stream()
        .flatMap(need -> Collections.nCopies(need.people(), new Need(1, need.roles())).stream())
        .toList();
  }

  private static List<String> some(Random random, int most) {
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(i -> ROLES.get(random.nextInt(ROLES.size())))
        .toList();
  }

  @Test
  void as_by_trying_all_ways() {
    Random random = new Random(7);
    int full = 0;
    for (int i = 0; i < CASES; i++) {
      List<Need> needs =
          Stream.generate(() -> new Need(1 + random.nextInt(2), some(random, 3)))
              .limit(1 + random.nextInt(3))
              .toList();
      List<String> people = some(random, 7);
      Optional<String> everywhere =
          random.nextInt(3) == 0 ? Optional.of("chief") : Optional.empty();
      boolean can = anyWay(single(needs), everywhere, people);
      assertThat(new Filling(needs, everywhere, people).isFull())
          .as("%s, %s, %s", needs, everywhere, people)
          .isEqualTo(can);
      full += can ? 1 : 0;
    }
    assertThat(full).isBetween(CASES / 10, CASES / 10 * 9);
  }

  @Test
  void by_way_of_others_who_go_elsewhere() {
    List<Need> needs =
        List.of(
            new Need(1, List.of("lead", "qa")),
            new Need(1, List.of("lead", "boss")),
            new Need(1, List.of("lead")));
    assertThat(isFull(needs, Optional.empty(), "lead", "boss", "qa")).isTrue();
    assertThat(isFull(needs, Optional.empty(), "lead", "qa", "qa")).isFalse();
    assertThat(isFull(needs, Optional.of("qa"), "lead", "qa", "qa")).isTrue();
    assertThat(isFull(needs, Optional.empty())).isFalse();
  }
}
