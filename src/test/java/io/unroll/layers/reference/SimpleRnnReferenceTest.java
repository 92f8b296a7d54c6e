package io.unroll.layers.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.Example;
import net.jqwik.api.Group;

class SimpleRnnReferenceTest {

  @Group
  class Tanh extends CellReferenceProperties {

    @Override
    ReferenceCell cell() {
      return new SimpleRnnReference(Activation.TANH);
    }

    @Example
    void step_byHand_isTanhOfTheSum() {
      CellWeights weights =
          new CellWeights(new double[][] {{0.5}}, new double[][] {{-2}}, new double[] {0.1});
      assertArrayEquals(
          new double[] {Math.tanh(3 * 0.5 + 0.7 * -2 + 0.1)},
          cell().step(weights, new double[] {3}, new double[][] {{0.7}})[0],
          1e-15);
    }
  }

  @Group
  class Relu extends CellReferenceProperties {
    private double nearest;

    @Override
    ReferenceCell cell() {
      nearest = Double.POSITIVE_INFINITY;
      return new SimpleRnnReference(
          new Activation() {
            @Override
            public double value(double z) {
              nearest = Math.min(nearest, Math.abs(z));
              return RELU.value(z);
            }

            @Override
            public double slope(double z) {
              return RELU.slope(z);
            }
          });
    }

    @Override
    boolean atKink() {
      return nearest < 1e-3;
    }
  }
}
