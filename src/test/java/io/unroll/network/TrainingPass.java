package io.unroll.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Repeatable pass forward and backward: same state before it, same dropout. */
final class TrainingPass {
  private static final long SEED = 20;

  private final ComputationGraph network;
  private final MultiDataSet tensors;
  private final Map<RecurrentLayer, Map<String, INDArray>> states = new LinkedHashMap<>();

  private TrainingPass(ComputationGraph network, MultiDataSet tensors) {
    this.network = network;
    this.tensors = tensors;
  }

  /** A pass of a model's network, whose parameters are spread so that no part of it is idle. */
  static TrainingPass of(PairedModel model, DataType type) {
    NetworkBlueprint blueprint = model.blueprint();
    ComputationGraph network = TestModels.network(blueprint);
    Nd4j.getRandom().setSeed(SEED);
    network.params().addi(Nd4j.randn(DataType.FLOAT, network.params().shape()).muli(0.2));
    TrainingPass pass =
        new TrainingPass(
            type == DataType.FLOAT ? network : network.convertDataType(type),
            blueprint.tensors(model.batch()));
    if (model.is(PairedModel.CARRIED)) {
      pass.carryState();
    }
    return pass;
  }

  private void carryState() {
    run();
    for (Layer layer : network.getLayers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        states.put(recurrent, copy(recurrent.rnnGetTBPTTState()));
      }
    }
  }

  private static Map<String, INDArray> copy(Map<String, INDArray> arrays) {
    Map<String, INDArray> copies = new HashMap<>();
    arrays.forEach((name, array) -> copies.put(name, array.dup()));
    return copies;
  }

  ComputationGraph network() {
    return network;
  }

  /** The loss; leaves the gradient with the network. */
  double run() {
    network.rnnClearPreviousState();
    states.forEach((layer, arrays) -> layer.rnnSetTBPTTState(copy(arrays)));
    Nd4j.getRandom().setSeed(SEED);
    network.setInputs(tensors.getFeatures());
    network.setLabels(tensors.getLabels());
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), tensors.getLabelsMaskArrays());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    return network.score();
  }

  /** The gradient of the last run. */
  double[] gradient() {
    return network.getFlattenedGradients().dup().data().asDouble();
  }
}
