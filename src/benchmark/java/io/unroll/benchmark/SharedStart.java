package io.unroll.benchmark;

import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Tensors;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The initial parameters of an LSTM language model of ours in PyTorch's layout, so that both sides
 * start at the same point.
 *
 * <p>A file holds the arrays one after another, each a count and its values: embedding [V, E]; for
 * every layer input weights [4H, I], recurrent weights [4H, H] and two biases [4H]; output weights
 * [V, H] and bias [V]. PyTorch's gates i, f, g, o are Deeplearning4j's blocks 3, 1, 0, 2.
 *
 * <p>PyTorch adds two biases where Deeplearning4j has one; the second starts at zero, and as Adam
 * moves both, the sum moves twice as fast: loss curves agree closely, not to the last digit.
 */
final class SharedStart {
  private static final int[] BLOCKS = {3, 1, 0, 2};

  private SharedStart() {}

  static void write(ComputationGraph network, int layers, Path file) throws IOException {
    List<float[]> arrays = new ArrayList<>();
    arrays.add(Tensors.values(network.getLayer("embedding").getParam("W")));
    for (int layer = 0; layer < layers; layer++) {
      Layer cell = network.getLayer("cell" + layer);
      arrays.add(Tensors.values(gates(cell, "W").transpose()));
      arrays.add(Tensors.values(gates(cell, "RW").transpose()));
      float[] bias = Tensors.values(gates(cell, "b"));
      arrays.add(bias);
      arrays.add(new float[bias.length]);
    }
    Layer output = network.getLayer(NetworkBlueprint.OUTPUT);
    arrays.add(Tensors.values(output.getParam("W").transpose()));
    arrays.add(Tensors.values(output.getParam("b")));
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      for (float[] array : arrays) {
        out.writeInt(array.length);
        for (float value : array) {
          out.writeFloat(value);
        }
      }
    }
  }

  /** Columns [n, 4H] in PyTorch's order. */
  private static INDArray gates(Layer cell, String name) {
    INDArray parameter = cell.getParam(name);
    INDArray columns = parameter.rank() == 1 ? parameter.reshape(1, -1) : parameter;
    long hidden = columns.size(1) / BLOCKS.length;
    INDArray[] ordered = new INDArray[BLOCKS.length];
    for (int gate = 0; gate < BLOCKS.length; gate++) {
      long from = BLOCKS[gate] * hidden;
      ordered[gate] = columns.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + hidden));
    }
    return Nd4j.concat(1, ordered);
  }

  static List<float[]> read(Path file) throws IOException {
    List<float[]> arrays = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      while (in.available() > 0) {
        float[] array = new float[in.readInt()];
        for (int i = 0; i < array.length; i++) {
          array[i] = in.readFloat();
        }
        arrays.add(array);
      }
    }
    return arrays;
  }
}
