package io.unroll.network;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.layers.embedding.TokenEmbedding;
import io.unroll.layers.output.VectorOutput;
import io.unroll.layers.sequence.SequencePooling;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reach of the error of a sequence's last step back in time, through an untrained cell (Hochreiter
 * 1991; Pascanu, Mikolov &amp; Bengio 2013).
 *
 * <p>Every step of every sequence has a random vector of its own. The loss is that of one number
 * predicted from the last state; its gradient by the vector of a step says what that step still has
 * to do with it.
 *
 * @param stack whose cell, hidden size and initialisation are looked at
 * @param steps of a sequence
 * @param sequences to take the mean of
 */
public record ErrorReach(Stack stack, int steps, int sequences, long seed) {
  private static final String EMBEDDING = "embedding";

  /**
   * Returns the gradient's norm by distance from the last step, from 0 to {@code steps - 1}, over
   * that at distance 0: mean over the sequences.
   */
  public double[] norms() {
    ComputationGraph network = new ComputationGraph(configuration());
    network.init();
    int[] ids = new int[sequences * steps];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = id;
    }
    float[] ones = new float[sequences];
    java.util.Arrays.fill(ones, 1);
    network.setInputs(Tensors.ids(ids, sequences, steps));
    network.setLabels(Tensors.array(ones, sequences, 1, 1));
    network.computeGradientAndScore();
    INDArray gradient = network.gradient().getGradientFor(EMBEDDING + "_W");
    return byDistance(Tensors.values(gradient));
  }

  private ComputationGraphConfiguration configuration() {
    int size = stack.embedding();
    StackParts parts = new StackParts(stack, Kernels.AUTO);
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .weightInit(WeightInit.XAVIER)
        .miniBatch(false)
        .graphBuilder()
        .addInputs("steps")
        .addLayer(EMBEDDING, new TokenEmbedding(sequences * steps, size, false), "steps")
        .addLayer("cell", parts.cell(size, stack.hidden(), false), EMBEDDING)
        .addVertex("last", new SequencePooling(SequencePooling.Kind.LAST), "cell")
        .addLayer(
            NetworkBlueprint.OUTPUT,
            new VectorOutput(stack.hidden(), 1, VectorOutput.Kind.NUMBERS),
            "last")
        .setOutputs(NetworkBlueprint.OUTPUT)
        .build();
  }

  private double[] byDistance(float[] gradient) {
    int size = stack.embedding();
    double[] norms = new double[steps];
    for (int sequence = 0; sequence < sequences; sequence++) {
      double first = norm(gradient, (sequence * steps + steps - 1) * size, size);
      for (int distance = 0; distance < steps; distance++) {
        int from = (sequence * steps + steps - 1 - distance) * size;
        norms[distance] += norm(gradient, from, size) / first / sequences;
      }
    }
    return norms;
  }

  private static double norm(float[] values, int from, int size) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += (double) values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
