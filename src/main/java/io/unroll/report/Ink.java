package io.unroll.report;

import java.awt.Color;

/**
 * A colour of a chart: drawn as a stand-in that no one sees, then replaced by the page's own
 * colour, which differs between light and dark.
 */
record Ink(Color standIn, String css) {
  static final Ink TEXT = new Ink(new Color(1, 0, 0), "var(--quiet)");
  static final Ink GRID = new Ink(new Color(2, 0, 0), "var(--rule)");

  private static final int SERIES = 6;

  /** Returns the colour of the {@code index}-th look; they repeat after six. */
  static Ink series(int index) {
    int number = Math.floorMod(index, SERIES) + 1;
    return new Ink(new Color(100 + number, 0, 0), "var(--series-" + number + ")");
  }

  /** Returns the stand-in as the SVG encoder writes it. */
  String drawn() {
    return "rgb(" + standIn.getRed() + ",0,0)";
  }
}
