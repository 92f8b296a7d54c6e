package io.unroll.config;

import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Normalisation;
import io.unroll.config.ModelSettings.Recurrence;
import io.unroll.config.ModelSettings.Refinements;
import io.unroll.config.ModelSettings.Stack;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random stacks, all of them valid. */
final class StackArbitraries {
  private StackArbitraries() {}

  static Arbitrary<Stack> stacks() {
    return Combinators.combine(
            Arbitraries.of(Cell.values()),
            upTo(100),
            upTo(16_384),
            upTo(16_384),
            Arbitraries.of(true, false),
            Arbitraries.doubles().between(0, 0.99).ofScale(15),
            Arbitraries.of(Initialisation.values()),
            refinements())
        .as(
            (cell, layers, hidden, size, tied, dropout, initialisation, refinements) ->
                new Stack(
                    cell,
                    layers,
                    hidden,
                    tied ? hidden : size,
                    tied,
                    dropout,
                    initialisation,
                    fitted(refinements, cell, layers)));
  }

  /** Returns arbitrary stacks of models that write no tokens. */
  static Arbitrary<Stack> readers() {
    return stacks()
        .filter(stack -> !stack.tied() && stack.refinements().recurrence() == Recurrence.HIDDEN);
  }

  private static Arbitrary<Refinements> refinements() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 99),
            Arbitraries.of(Normalisation.values()),
            Arbitraries.of(true, false),
            Arbitraries.doubles().between(-10, 10).ofScale(9),
            Arbitraries.of(Recurrence.values()))
        .as(Refinements::new);
  }

  private static Refinements fitted(Refinements any, Cell cell, int layers) {
    return new Refinements(
        any.residual() % layers,
        any.normalisation(),
        any.variationalDropout(),
        any.forgetGateBias(),
        cell == Cell.RNN ? any.recurrence() : Recurrence.HIDDEN);
  }

  private static Arbitrary<Integer> upTo(int most) {
    return Arbitraries.integers().between(1, most);
  }
}
