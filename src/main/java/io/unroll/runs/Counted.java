package io.unroll.runs;

/** A number of things in words. */
final class Counted {
  private Counted() {}

  /** Such as {@code 1 worker} or {@code 2 workers}. */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
