package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.network.Tensors;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient and step of every layer at one optimiser step: the picture of vanishing and exploding
 * gradients (Pascanu, Mikolov &amp; Bengio 2013), layer by layer.
 */
final class LayerMeter {
  private final ComputationGraph network;
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final double[] gradients;
  private final float[] before;

  /** Reads the gradients of the step that is about to be taken. */
  LayerMeter(ComputationGraph network) {
    this.network = network;
    GraphVertex[] vertices = network.getVertices();
    for (int vertex : network.topologicalSortOrder()) {
      int size = Math.toIntExact(vertices[vertex].numParams());
      if (size > 0) {
        sizes.put(vertices[vertex].getVertexName(), size);
      }
    }
    gradients = norms(values(network.getFlattenedGradients()));
    before = values(network.params());
  }

  /**
   * Norms of the step that was taken meanwhile.
   *
   * @param tokens the gradient was summed over
   */
  SortedMap<String, LayerNorms> afterStep(long tokens) {
    double[] lengths = norms(before);
    float[] step = values(network.params());
    for (int i = 0; i < step.length; i++) {
      step[i] -= before[i];
    }
    double[] steps = norms(step);
    SortedMap<String, LayerNorms> layers = new TreeMap<>();
    int layer = 0;
    for (String name : sizes.keySet()) {
      double ratio = lengths[layer] == 0 ? 0 : steps[layer] / lengths[layer];
      layers.put(name, new LayerNorms(gradients[layer] / tokens, ratio));
      layer++;
    }
    return layers;
  }

  private static float[] values(INDArray flat) {
    FloatBuffer memory = Tensors.memory(flat);
    float[] values = new float[memory.capacity()];
    memory.get(values);
    return values;
  }

  private double[] norms(float[] flat) {
    double[] norms = new double[sizes.size()];
    int layer = 0;
    int from = 0;
    for (int size : sizes.values()) {
      double sum = 0;
      for (int i = from; i < from + size; i++) {
        sum += (double) flat[i] * flat[i];
      }
      norms[layer++] = Math.sqrt(sum);
      from += size;
    }
    return norms;
  }
}
