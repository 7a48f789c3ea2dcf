package dev.interlock.audit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the events of each run stand, in few bytes: 12 for an event and about 20 for a run, however
 * many of them wait. Use under one lock.
 *
 * <p>The names of runs are not kept. Where the hash of a name is known already, the name is
 * compared with the one in the run's first line.
 */
final class RunIndex {

  /** Reads the name of the run from a line. */
  @FunctionalInterface
  interface Names {
    /** The run that the line with this number belongs to. */
    String runOf(int seq);
  }

  private static final int RECENT = 4096;
  private static final int NONE = -1;

  private final LongList offsets = new LongList();
  private final IntList previous = new IntList();
  private final IntList firstOf = new IntList();
  private final IntList lastOf = new IntList();
  private final Map<String, Integer> recent = new Recent();
  private int[] runs = new int[64];
  private int[] hashes = new int[64];

  /** The runs of the latest events: for them the name need not be read. */
  private static final class Recent extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(RECENT, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > RECENT;
    }
  }

  /** How many events there are. */
  int size() {
    return offsets.size();
  }

  /** Where a line begins. */
  long offset(int seq) {
    return offsets.get(seq);
  }

  /** The lines with which the runs begin, in their order. */
  int[] firsts() {
    int[] firsts = new int[firstOf.size()];
    Arrays.setAll(firsts, firstOf::get);
    return firsts;
  }

  /** Adds the next event, of the log itself. */
  void add(long offset) {
    offsets.add(offset);
    previous.add(NONE);
  }

  /** Adds the next event of a run. */
  void add(long offset, String run, Names names) {
    int seq = offsets.size();
    int known = find(run, names);
    offsets.add(offset);
    if (known == NONE) {
      previous.add(NONE);
      insert(run, seq);
    } else {
      previous.add(lastOf.get(known));
      lastOf.set(known, seq);
    }
  }

  /** The numbers of the events of a run, in their order. */
  int[] eventsOf(String run, Names names) {
    int known = find(run, names);
    int count = 0;
    for (int seq = known == NONE ? NONE : lastOf.get(known); seq != NONE; seq = previous.get(seq)) {
      count++;
    }
    int[] events = new int[count];
    for (int seq = count == 0 ? NONE : lastOf.get(known); seq != NONE; seq = previous.get(seq)) {
      events[--count] = seq;
    }
    return events;
  }

  private int find(String run, Names names) {
    Integer latest = recent.get(run);
    if (latest != null) {
      return latest;
    }
    int hash = hash(run);
    for (int slot = slot(hash); runs[slot] != 0; slot = slot(slot + 1)) {
      int candidate = runs[slot] - 1;
      if (hashes[slot] == hash && names.runOf(firstOf.get(candidate)).equals(run)) {
        recent.put(run, candidate);
        return candidate;
      }
    }
    return NONE;
  }

  private void insert(String run, int seq) {
    int added = firstOf.size();
    firstOf.add(seq);
    lastOf.add(seq);
    if (added >= runs.length / 4 * 3) {
      grow();
    }
    place(added, hash(run));
    recent.put(run, added);
  }

  private void place(int run, int hash) {
    int slot = slot(hash);
    while (runs[slot] != 0) {
      slot = slot(slot + 1);
    }
    runs[slot] = run + 1;
    hashes[slot] = hash;
  }

  private void grow() {
    int[] oldRuns = runs;
    int[] oldHashes = hashes;
    runs = new int[oldRuns.length * 2];
    hashes = new int[oldRuns.length * 2];
    for (int slot = 0; slot < oldRuns.length; slot++) {
      if (oldRuns[slot] != 0) {
        place(oldRuns[slot] - 1, oldHashes[slot]);
      }
    }
  }

  private int slot(int number) {
    return number & (runs.length - 1);
  }

  private static int hash(String run) {
    int hash = run.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }

  /** A list that grows by pieces, so that nothing is copied or left half empty. */
  private static final class LongList {
    private static final int BITS = 14;
    private static final int MASK = (1 << BITS) - 1;

    private long[][] pieces = new long[4][];
    private int size;

    int size() {
      return size;
    }

    long get(int index) {
      return pieces[index >> BITS][index & MASK];
    }

    void add(long value) {
      int piece = size >> BITS;
      if (piece == pieces.length) {
        pieces = Arrays.copyOf(pieces, piece * 2);
      }
      if ((size & MASK) == 0) {
        pieces[piece] = new long[1 << BITS];
      }
      pieces[piece][size++ & MASK] = value;
    }
  }

  /** The same for small numbers. */
  private static final class IntList {
    private static final int BITS = 14;
    private static final int MASK = (1 << BITS) - 1;

    private int[][] pieces = new int[4][];
    private int size;

    int size() {
      return size;
    }

    int get(int index) {
      return pieces[index >> BITS][index & MASK];
    }

    void set(int index, int value) {
      pieces[index >> BITS][index & MASK] = value;
    }

    void add(int value) {
      int piece = size >> BITS;
      if (piece == pieces.length) {
        pieces = Arrays.copyOf(pieces, piece * 2);
      }
      if ((size & MASK) == 0) {
        pieces[piece] = new int[1 << BITS];
      }
      pieces[piece][size++ & MASK] = value;
    }
  }
}
