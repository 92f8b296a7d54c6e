package io.unroll.benchmark;

import io.unroll.config.SearchSettings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.BeamSearch;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.layers.recurrent.FixedParameters;
import io.unroll.network.Inference;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Tensors;
import io.unroll.network.WritingBlueprint;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** This project's networks, generating. */
final class OurGenerator {
  private final ModelShape shape;
  private final NetworkBlueprint blueprint;
  private final ComputationGraph network;

  OurGenerator(ModelShape shape, int threads) {
    NativeThreads.bind(threads);
    this.shape = shape;
    blueprint =
        NetworkBlueprint.ofTokens(
            OurTrainee.settings(shape), shape.vocabulary(), shape.vocabulary());
    network = new ComputationGraph(blueprint.configuration());
    network.init();
    FixedParameters.of(network);
  }

  /** Draws so many tokens in each row; the number of all. */
  int draw(int steps) {
    network.rnnClearPreviousState();
    SplittableRandom random = new SplittableRandom(1);
    int[] tokens = new int[shape.rows()];
    Arrays.fill(tokens, shape.vocabulary() - 1);
    for (int step = 0; step < steps; step++) {
      INDArray[] inputs = {Tensors.ids(tokens, shape.rows(), 1)};
      tokens =
          Draws.of(
              Inference.run(network, inputs, null, true).probabilities_BTV(), shape.rows(), random);
    }
    return steps * shape.rows();
  }

  /** Searches with so many beams for answers of this length. */
  BeamSearch searching(int beams, int length) {
    SearchSettings settings = new SearchSettings(beams, 0.6, 0, length, length, 0);
    return new BeamSearch((WritingBlueprint) blueprint, network, settings);
  }

  /** Finds an answer for each row; the number of them. */
  int search(BeamSearch search, int length) {
    List<Answer> answers = search.predict(shape.randomBatch(1));
    if (answers.get(0).sequence().steps() != length) {
      throw new IllegalStateException("wrote " + answers.get(0).sequence().steps() + " tokens");
    }
    return answers.size();
  }
}
