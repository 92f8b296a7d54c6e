package io.unroll.network;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Sequences;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Activations of the gates of a recurrent layer while it reads a sequence: 0 shut, 1 open.
 *
 * <p>Computed from what the layer read and put out, by the gates' equations (Hochreiter and
 * Schmidhuber 1997 with Gers et al. 2000; Cho et al. 2014): sigmoid(x_t W + h_{t-1} R + b).
 *
 * @param layer its name
 * @param gates values [T][H] by the gate's name
 */
public record GateActivations(String layer, Map<String, float[][]> gates) {

  /** Returns the column blocks of our parameters that are gates. */
  private static Map<String, Integer> blocks(Cell cell) {
    Map<String, Integer> blocks = new LinkedHashMap<>();
    switch (cell) {
      case LSTM -> {
        blocks.put("input", 3);
        blocks.put("forget", 1);
        blocks.put("output", 2);
      }
      case GRU, GRU_RESET_BEFORE -> {
        blocks.put("update", 0);
        blocks.put("reset", 1);
      }
      default -> {}
    }
    return blocks;
  }

  /** Names of the layers of a network that start from zeros and have gates, lowest first. */
  public static List<String> layers(ComputationGraph network) {
    List<String> names = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer instanceof RecurrentLayer && inputs(network, name).size() == 1) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * Returns the gates of a layer over one sequence; those of a layer that reads backward stand in
   * reading order too.
   *
   * @throws InvalidInput if the model's cells have no gates
   */
  public static GateActivations of(
      NetworkBlueprint blueprint,
      ModelSettings model,
      ComputationGraph network,
      String layer,
      EncodedSequence input) {
    Map<String, Integer> blocks = blocks(model.stack().cell());
    if (blocks.isEmpty()) {
      throw new InvalidInput(
          "only the gates of lstm and gru cells are shown, got " + model.stack().cell());
    }
    Inference pass = run(blueprint, network, input);
    INDArray x_TI = steps(pass.of(inputs(network, layer).get(0)));
    INDArray h_TH = steps(pass.of(layer));
    Map<String, INDArray> parameters = network.getLayer(layer).paramTable();
    INDArray before_TH = Nd4j.zeros(h_TH.shape());
    for (int step = 1; step < h_TH.rows(); step++) {
      before_TH.putRow(step, h_TH.getRow(step - 1));
    }
    INDArray w_IG = parameter(parameters, "W");
    INDArray r_HG = parameter(parameters, "RW");
    INDArray b = parameter(parameters, "b");
    int hidden = h_TH.columns();
    INDArray z_TG = x_TI.mmul(w_IG).add(before_TH.mmul(r_HG));
    boolean backward = layer.endsWith("Backward");
    Map<String, float[][]> gates = new LinkedHashMap<>();
    blocks.forEach(
        (name, block) -> {
          float[][] values = new float[h_TH.rows()][hidden];
          for (int step = 0; step < values.length; step++) {
            int shown = backward ? values.length - 1 - step : step;
            for (int unit = 0; unit < hidden; unit++) {
              int column = block * hidden + unit;
              double z = z_TG.getDouble(step, column) + b.getDouble(column);
              values[shown][unit] = (float) (1 / (1 + Math.exp(-z)));
            }
          }
          gates.put(name, values);
        });
    return new GateActivations(layer, gates);
  }

  private static List<String> inputs(ComputationGraph network, String layer) {
    return network.getConfiguration().getVertexInputs().getOrDefault(layer, List.of());
  }

  private static INDArray parameter(Map<String, INDArray> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  private static Inference run(
      NetworkBlueprint blueprint, ComputationGraph network, EncodedSequence input) {
    network.rnnClearPreviousState();
    if (blueprint.carriesState()) {
      INDArray[] ids = {Tensors.ids(input.ids(), 1, input.steps())};
      return Inference.run(network, ids, null, false);
    }
    MultiDataSet tensors =
        blueprint.tensors(blueprint.unanswered(Sequences.of(List.of(input)), List.of("")));
    return Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false);
  }

  /** [1, X, T] as [T, X]. */
  private static INDArray steps(INDArray array_1XT) {
    return array_1XT.permute(0, 2, 1).dup('c').reshape(array_1XT.size(2), array_1XT.size(1));
  }

  /** Returns the mean over the units, [T], by gate. */
  public Map<String, double[]> means() {
    Map<String, double[]> means = new LinkedHashMap<>();
    gates.forEach(
        (name, values) ->
            means.put(
                name,
                Arrays.stream(values)
                    .mapToDouble(
                        units -> {
                          double sum = 0;
                          for (float unit : units) {
                            sum += unit;
                          }
                          return sum / units.length;
                        })
                    .toArray()));
    return means;
  }
}
