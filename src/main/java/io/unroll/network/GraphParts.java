package io.unroll.network;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.layers.SequenceDropout;
import io.unroll.layers.SequenceGru;
import io.unroll.layers.SequenceLstm;
import io.unroll.layers.SequenceRnn;
import io.unroll.layers.TiedOutputVertex;
import io.unroll.layers.TokenEmbedding;
import io.unroll.layers.TokenOutput;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** The pieces every blueprint builds its graph from: embeddings, stacks of cells, output. */
final class GraphParts {
  /** Lets memory flow at the start (Jozefowicz et al. 2015). */
  private static final double FORGET_GATE_BIAS = 1.0;

  private final Settings settings;
  private final Stack stack;
  private final NeuralNetConfiguration.Builder common;
  private final GraphBuilder graph;

  /** An empty graph with the optimiser, initialisation and seed of the settings. */
  GraphParts(Settings settings, String... inputs) {
    this.settings = settings;
    this.stack = settings.model().stack();
    common =
        new NeuralNetConfiguration.Builder()
            .seed(settings.seed())
            .updater(updater(settings.training()))
            .weightInit(weightInit(stack.initialisation()))
            // Gradients are sums; the training step divides by the tokens, not the rows.
            .miniBatch(false)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    graph = common.graphBuilder().addInputs(inputs);
  }

  /** The graph as it stands. */
  GraphBuilder graph() {
    return graph;
  }

  private static IUpdater updater(TrainingSettings training) {
    return switch (training.optimizer()) {
      case ADAM -> new Adam(training.rate().learningRate());
      case RMSPROP -> new RmsProp(training.rate().learningRate());
      case SGD -> new Sgd(training.rate().learningRate());
    };
  }

  private static WeightInit weightInit(Initialisation initialisation) {
    return switch (initialisation) {
      case XAVIER -> WeightInit.XAVIER;
      case XAVIER_UNIFORM -> WeightInit.XAVIER_UNIFORM;
      case UNIFORM -> WeightInit.UNIFORM;
    };
  }

  /**
   * Token ids [B, 1, T] to vectors [B, E, T].
   *
   * @param written whether these are the tokens the network writes, whose table may be tied
   */
  void embed(String name, String input, int vocabulary, boolean written) {
    boolean tied = written && stack.tied();
    graph.addLayer(name, new TokenEmbedding(vocabulary, stack.embedding(), tied), input);
  }

  /**
   * {@code stack.layers()} recurrent layers named {@code prefix0, prefix1, ...}.
   *
   * @param handsOver whether the last state of every layer is used elsewhere
   * @return the name of the last one
   */
  String stack(String prefix, String input, boolean handsOver) {
    String below = input;
    for (int layer = 0; layer < stack.layers(); layer++) {
      graph.addLayer(prefix + layer, cell(layer, handsOver), below);
      below = prefix + layer;
    }
    return below;
  }

  /** A layer's configuration with the graph's optimiser, initialisation and seed. */
  NeuralNetConfiguration configured(String name, Layer layer) {
    layer.setLayerName(name);
    return common.clone().layer(layer).build();
  }

  /**
   * The cell of a layer of the stack.
   *
   * @param handsOver whether its last state is used elsewhere
   */
  BaseRecurrentLayer cell(int layer, boolean handsOver) {
    int hidden = stack.hidden();
    int inputs = layer == 0 ? stack.embedding() : hidden;
    Kernels kernels = settings.backend().kernels();
    BaseRecurrentLayer cell =
        switch (stack.cell()) {
          case LSTM -> lstm(new SequenceLstm(inputs, hidden, FORGET_GATE_BIAS, kernels), handsOver);
          case GRU -> new SequenceGru(inputs, hidden, true, kernels);
          case GRU_RESET_BEFORE -> new SequenceGru(inputs, hidden, false, kernels);
          case RNN -> new SequenceRnn(inputs, hidden, false, kernels);
          case RNN_RELU -> new SequenceRnn(inputs, hidden, true, kernels);
        };
    if (stack.dropout() > 0) {
      cell.setIDropout(new SequenceDropout(1 - stack.dropout()));
    }
    return cell;
  }

  private static SequenceLstm lstm(SequenceLstm cell, boolean handsOver) {
    cell.setHandsOver(handsOver);
    return cell;
  }

  /**
   * Softmax over the vocabulary with cross-entropy.
   *
   * @param embedding the embedding whose table is used where weights are tied
   */
  void output(String input, int vocabulary, String embedding) {
    TokenOutput layer =
        new TokenOutput(
            stack.hidden(),
            vocabulary,
            settings.training().labelSmoothing(),
            settings.backend().kernels());
    if (stack.dropout() > 0) {
      layer.setIDropout(new SequenceDropout(1 - stack.dropout()));
    }
    String name = NetworkBlueprint.OUTPUT;
    if (stack.tied()) {
      layer.setTied(true);
      graph.addVertex(name, new TiedOutputVertex(configured(name, layer), embedding), input);
    } else {
      graph.addLayer(name, layer, input);
    }
    graph.setOutputs(name);
  }
}
