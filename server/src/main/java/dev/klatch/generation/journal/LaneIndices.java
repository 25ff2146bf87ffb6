package dev.klatch.generation.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Gives the lanes of a run indices of its content. The first of each lane is set, so that answers
 * side by side stand in the order they were asked for, whoever begins; the rest go by time.
 */
public final class LaneIndices {
  private LaneIndices() {}

  /**
   * One supplier for each lane; each may be used by a thread of its own.
   *
   * @param first the first free index of the content
   */
  public static List<IntSupplier> of(int lanes, int first) {
    AtomicInteger next = new AtomicInteger(first + lanes);
    List<IntSupplier> suppliers = new ArrayList<>(lanes);
    for (int lane = 0; lane < lanes; lane++) {
      int own = first + lane;
      AtomicBoolean used = new AtomicBoolean();
      suppliers.add(() -> used.getAndSet(true) ? next.getAndIncrement() : own);
    }
    return suppliers;
  }
}
