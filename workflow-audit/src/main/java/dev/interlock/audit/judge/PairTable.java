package dev.interlock.audit.judge;

/**
 * Pairs of numbers that are found by the first number and by some bits of the second. The table is
 * at most three quarters full, so that a pair needs at most 43 bytes. The first number is never
 * zero. Use from one thread.
 */
public final class PairTable {
  private final long mask;
  private long[] table = new long[128];
  private int size;

  /**
   * An empty table.
   *
   * @param mask the bits of the second number that a pair is found by
   */
  public PairTable(long mask) {
    this.mask = mask;
  }

  /** Whether a pair is there with this first number, and these bits of the second. */
  public boolean contains(long first, long second) {
    return table[find(first, second)] != 0;
  }

  /** The whole second number of the pair that is found so; of none, zero. */
  public long second(long first, long second) {
    return table[find(first, second) + 1];
  }

  /** Adds a pair that is not there yet. */
  public void add(long first, long second) {
    if (size * 2 >= table.length / 4 * 3) {
      grow();
    }
    put(first, second);
    size++;
  }

  /** How much is kept. */
  public long bytes() {
    return 8L * table.length;
  }

  private void put(long first, long second) {
    int slot = find(first, second);
    table[slot] = first;
    table[slot + 1] = second;
  }

  /** Where it stands, or where there is place for it. */
  private int find(long first, long second) {
    int slot = (int) (first >>> 33) * 2 & (table.length - 1);
    while (table[slot] != 0
        && (table[slot] != first || (table[slot + 1] & mask) != (second & mask))) {
      slot = (slot + 2) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] before = table;
    table = new long[before.length * 2];
    for (int slot = 0; slot < before.length; slot += 2) {
      if (before[slot] != 0) {
        put(before[slot], before[slot + 1]);
      }
    }
  }
}
