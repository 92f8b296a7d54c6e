package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.Settings;
import io.unroll.decoding.GreedyDecoder;
import io.unroll.network.EncoderDecoderBlueprint;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.RecurrentState;
import io.unroll.network.Scores;
import io.unroll.network.SequenceModel;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every model type can learn a handful of examples by heart, and decodes what it learned. */
class OverfitTest {

  @ParameterizedTest
  @CsvSource({"NONE,false", "DOT,false", "GENERAL,false", "GENERAL,true", "ADDITIVE,false"})
  void encoderDecoder_tenExamples_areLearnedByHeart(Attention attention, boolean rightToLeft) {
    assertLearnedByHeart(TestModels.encoderDecoder(attention, rightToLeft));
  }

  @ParameterizedTest
  @CsvSource({
    "DOT,PREVIOUS_STATE,LAST",
    "GENERAL,PREVIOUS_STATE,BRIDGE",
    "ADDITIVE,PREVIOUS_STATE,ZERO",
    "GENERAL,INPUT_FEEDING,ZERO",
    "ADDITIVE,INPUT_FEEDING,LAST",
    "NONE,AFTER,BRIDGE"
  })
  void encoderDecoder_wiredOtherwise_learnsByHeart(
      Attention attention, AttentionWiring wiring, DecoderStart start) {
    assertLearnedByHeart(TestModels.encoderDecoder(TestModels.wired(attention, wiring, start)));
  }

  private static void assertLearnedByHeart(Settings settings) {
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch batch = TestModels.tenExamples();
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    for (int i = 0; i < 250; i++) {
      step.take(batch, i, 1);
    }
    Scores scores = new NetworkScorer(blueprint, network).score(batch);
    assertEquals(1.0, scores.accuracy());

    GreedyDecoder decoder = new GreedyDecoder((EncoderDecoderBlueprint) blueprint, network, 12);
    List<int[]> predictions = decoder.decode(batch);
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * batch.targetSteps();
      int[] reference =
          Arrays.copyOfRange(batch.targets(), from, from + batch.targetLengths()[row] - 1);
      assertArrayEquals(reference, predictions.get(row));
      // Alone or in a padded batch, the answer is the same.
      assertArrayEquals(reference, decoder.decode(TestModels.row(batch, row)).get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(SequenceModel.class)
  void sequenceModel_tenExamples_areLearnedByHeart(SequenceModel model) {
    NetworkBlueprint blueprint = model.blueprint(32);
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch batch = model.batch(1, 3, 4, 5, 3, 4, 5, 3, 4, 5, 6);
    double before = new NetworkScorer(blueprint, network).score(batch).nats();
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    for (int i = 0; i < 300; i++) {
      step.take(batch, i, 1);
    }
    double after = new NetworkScorer(blueprint, network).score(batch).nats();
    assertTrue(after < 0.03 * before, "nats: " + before + " before, " + after + " after");
  }

  @Test
  void languageModel_shortStream_isLearnedByHeart() {
    Settings settings = TestModels.languageModel(2, TestModels.training(1, 4, 2));
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    List<SequenceBatch> windows = TestModels.lanes(1, 4);
    int iteration = 0;
    for (int pass = 0; pass < 100; pass++) {
      RecurrentState.zero().applyTo(network);
      for (SequenceBatch window : windows) {
        step.take(window, iteration++, 1);
        RecurrentState.of(network).applyTo(network);
      }
    }
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Scores scores = Scores.NONE;
    for (SequenceBatch window : windows) {
      scores = scores.plus(scorer.score(window));
    }
    assertTrue(scores.natsPerToken() < 0.1, "nats per token: " + scores.natsPerToken());
  }
}
