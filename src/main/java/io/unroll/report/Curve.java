package io.unroll.report;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param label what the legend calls it
 * @param look which colour, dashes and marker; see {@link Ink#series} and {@link LineChart#dashes}
 * @param x strictly increasing
 * @param y one per x; non-finite values leave a gap
 */
record Curve(String label, int look, List<Double> x, List<Double> y) {

  Ink ink() {
    return Ink.series(look);
  }

  /** Returns the curve on a scale of powers of ten. */
  Curve powers() {
    return new Curve(
        label,
        look,
        x,
        y.stream().map(value -> value > 0 ? Math.log10(value) : Double.NaN).toList());
  }

  /** Returns whether there is anything to draw. */
  boolean isVisible() {
    return y.stream().anyMatch(Double::isFinite);
  }
}
