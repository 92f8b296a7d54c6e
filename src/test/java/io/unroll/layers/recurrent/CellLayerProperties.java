package io.unroll.layers.recurrent;

import io.unroll.layers.SequencePlacement;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.ReferenceCell;
import io.unroll.layers.reference.ReferenceLayer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Properties of every recurrent layer that computes the equations of a reference: on its own from
 * zero state and from a carried one, with and without padding, however its arrays lie in memory.
 */
abstract class CellLayerProperties {

  abstract ReferenceCell reference();

  /** The layer's configuration; activations [batch, size, time]. */
  abstract Layer layer(int inputSize, int hidden);

  DataType type() {
    return DataType.FLOAT;
  }

  double tolerance() {
    return type() == DataType.DOUBLE ? 1e-10 : 1e-5;
  }

  /**
   * Returns whether the state after padding is the state before it, also where padding comes first.
   */
  boolean holdsStateOverPadding() {
    return true;
  }

  /** Real steps that every row must have: 0 where a row may be all padding. */
  int leastLength() {
    return 0;
  }

  @Property(tries = 12)
  void passes_wholeSequences_equalReference(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 12) int steps,
      @ForAll @IntRange(min = 1, max = 11) int inputSize,
      @ForAll @IntRange(min = 1, max = 19) int hidden) {
    int[] full_B = Draws.random(seed).integers(batch, steps, steps);
    assertMatches(new Sizes(inputSize, hidden), placement(seed, full_B, steps), seed);
  }

  @Property(tries = 12)
  void passes_paddedSequences_equalReference(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int batch,
      @ForAll @IntRange(min = 1, max = 7) int steps,
      @ForAll @IntRange(min = 1, max = 5) int inputSize,
      @ForAll @IntRange(min = 1, max = 9) int hidden) {
    int[] lengths_B = Draws.random(seed).integers(batch, leastLength(), steps);
    assertMatches(new Sizes(inputSize, hidden), placement(seed, lengths_B, steps), seed);
  }

  private record Sizes(int inputSize, int hidden) {}

  private SequencePlacement placement(long seed, int[] lengths_B, int steps) {
    boolean paddingFirst = holdsStateOverPadding() && (seed & 1) == 1;
    return new SequencePlacement(lengths_B, steps, paddingFirst, (seed & 2) == 2, type());
  }

  private void assertMatches(Sizes sizes, SequencePlacement placement, long seed) {
    comparison(sizes, placement, false, seed).assertFreshPassMatches();
    comparison(sizes, placement, true, seed)
        .assertCarriedPassMatches(placement.isFull() || holdsStateOverPadding());
  }

  private CellLayerComparison comparison(
      Sizes sizes, SequencePlacement placement, boolean carried, long seed) {
    return new CellLayerComparison(
        new ReferenceLayer(reference(), false),
        layer(sizes.inputSize, sizes.hidden),
        sizes.inputSize,
        sizes.hidden,
        placement,
        tolerance(),
        carried,
        seed);
  }
}
