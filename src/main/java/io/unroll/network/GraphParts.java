package io.unroll.network;

import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.layers.SequenceLstm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The pieces every blueprint builds its graph from: embeddings, stacks of cells, output. */
final class GraphParts {
  /** Lets memory flow at the start (Jozefowicz et al. 2015). */
  private static final double FORGET_GATE_BIAS = 1.0;

  private GraphParts() {}

  /** An empty graph with the optimiser, initialisation and seed of the settings. */
  static GraphBuilder start(Settings settings) {
    return new NeuralNetConfiguration.Builder()
        .seed(settings.seed())
        .updater(updater(settings.training()))
        .weightInit(weightInit(settings.model().stack().initialisation()))
        // Gradients are sums; the training step divides by the tokens, not the rows.
        .miniBatch(false)
        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
        .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
        .graphBuilder();
  }

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new Adam(training.learningRate());
      case RMSPROP -> new RmsProp(training.learningRate());
      case SGD -> new Sgd(training.learningRate());
    };
  }

  private static WeightInit weightInit(Initialisation initialisation) {
    return switch (initialisation) {
      case XAVIER -> WeightInit.XAVIER;
      case XAVIER_UNIFORM -> WeightInit.XAVIER_UNIFORM;
      case UNIFORM -> WeightInit.UNIFORM;
    };
  }

  /** Token ids [B, 1, T] to vectors [B, E, T]. */
  static void embed(GraphBuilder graph, String name, String input, int vocabulary, Stack stack) {
    graph.addLayer(
        name,
        new EmbeddingSequenceLayer.Builder()
            .nIn(vocabulary)
            .nOut(stack.embedding())
            .outputDataFormat(RNNFormat.NCW)
            .build(),
        input);
  }

  /**
   * {@code stack.layers()} recurrent layers named {@code prefix0, prefix1, ...}.
   *
   * @return the name of the last one
   */
  static String stack(
      GraphBuilder graph, String prefix, String input, int inputSize, Settings settings) {
    Stack stack = settings.model().stack();
    String below = input;
    for (int layer = 0; layer < stack.layers(); layer++) {
      SequenceLstm cell =
          new SequenceLstm(
              layer == 0 ? inputSize : stack.hidden(),
              stack.hidden(),
              FORGET_GATE_BIAS,
              settings.backend().kernels());
      if (stack.dropout() > 0) {
        cell.setIDropout(new Dropout(1 - stack.dropout()));
      }
      graph.addLayer(prefix + layer, cell, below);
      below = prefix + layer;
    }
    return below;
  }

  /** Softmax over the vocabulary with cross-entropy. */
  static void output(GraphBuilder graph, String input, int vocabulary, Stack stack) {
    RnnOutputLayer.Builder layer =
        new RnnOutputLayer.Builder(LossFunction.MCXENT)
            .dataFormat(RNNFormat.NCW)
            .activation(Activation.SOFTMAX)
            .nIn(stack.hidden())
            .nOut(vocabulary);
    if (stack.dropout() > 0) {
      layer.dropOut(1 - stack.dropout());
    }
    graph
        .addLayer(NetworkBlueprint.OUTPUT, layer.build(), input)
        .setOutputs(NetworkBlueprint.OUTPUT);
  }
}
