package io.unroll.layers.reference;

/** One draw of all that a pass over sequences needs, with a loss: the outputs dot dy and dLast. */
final class CellPass {
  final ReferenceLayer layer;
  final CellWeights weights;
  final ReferenceLayer.Inputs inputs;
  final double[][][] dy_BTH;
  final double[][][] dLast_BSH;

  /** The sizes of a pass. */
  record Sizes(int batch, int steps, int inputSize, int hidden) {}

  CellPass(ReferenceLayer layer, long seed, Sizes sizes) {
    Draws draws = Draws.random(seed);
    int states = layer.cell().states();
    this.layer = layer;
    weights = draws.weights(layer.cell(), sizes.inputSize, sizes.hidden);
    inputs =
        new ReferenceLayer.Inputs(
            draws.array(sizes.batch, sizes.steps, sizes.inputSize),
            draws.array(sizes.batch, states, sizes.hidden),
            draws.integers(sizes.batch, 0, sizes.steps));
    dy_BTH = draws.array(sizes.batch, sizes.steps, sizes.hidden);
    dLast_BSH = draws.array(sizes.batch, states, sizes.hidden);
  }

  ReferenceLayer.Outputs outputs() {
    return layer.forward(weights, inputs);
  }

  ReferenceLayer.Gradients gradients() {
    return layer.backward(weights, inputs, dy_BTH, dLast_BSH);
  }

  double loss() {
    ReferenceLayer.Outputs outputs = outputs();
    double loss = 0;
    for (int row = 0; row < dy_BTH.length; row++) {
      for (int step = 0; step < inputs.lengths_B()[row]; step++) {
        loss += Dense.dot(outputs.y_BTH()[row][step], dy_BTH[row][step]);
      }
      for (int state = 0; state < dLast_BSH[row].length; state++) {
        loss += Dense.dot(outputs.last_BSH()[row][state], dLast_BSH[row][state]);
      }
    }
    return loss;
  }
}
