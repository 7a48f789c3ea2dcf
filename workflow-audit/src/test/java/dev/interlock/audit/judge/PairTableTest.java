package dev.interlock.audit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairTableTest {
  private static final long HIGH = 0xFFFF_FFFF_0000_0000L;
  private static final int PAIRS = 20_000;

  private record Pair(long first, long second) {}

  private final PairTable table = new PairTable(HIGH);

  /** Pairs of which many want the same place, and some have the same first number. */
  private List<Pair> added() {
    Random random = new Random(3);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i <= PAIRS; i++) {
      long first = (long) random.nextInt(64) << 33 | (i / 2 + 1);
      Pair pair = new Pair(first, (long) i << 32 | random.nextInt(1 << 30));
      pairs.add(pair);
      table.add(pair.first(), pair.second());
    }
    return pairs;
  }

  @Test
  void each_pair_is_found_by_its_first_number_and_some_bits_of_its_second() {
    for (Pair pair : added()) {
      assertThat(table.contains(pair.first(), pair.second() & HIGH)).isTrue();
      assertThat(table.second(pair.first(), pair.second() & HIGH)).isEqualTo(pair.second());
      assertThat(table.contains(pair.first(), pair.second() ^ (1L << 50))).isFalse();
      assertThat(table.contains(pair.first() ^ (1L << 30), pair.second())).isFalse();
    }
    assertThat(table.contains(7L << 40, 1)).isFalse();
    assertThat(table.second(7L << 40, 1)).isZero();
  }

  @Test
  void a_pair_needs_at_most_forty_three_bytes() {
    assertThat(table.bytes()).isEqualTo(1_024);
    added();
    assertThat(table.bytes()).isBetween(16L * PAIRS, 43L * PAIRS);
  }
}
