package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.SearchSettings;
import io.unroll.config.Settings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.BeamSearch;
import io.unroll.network.EncoderDecoderBlueprint;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.RecurrentState;
import io.unroll.network.Scores;
import io.unroll.network.SequenceModel;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every model type can learn a handful of examples by heart, and decodes what it learned. */
class OverfitTest {

  @ParameterizedTest
  @CsvSource({"NONE,false", "DOT,false", "GENERAL,false", "GENERAL,true", "ADDITIVE,false"})
  void encoderDecoder_tenExamples_areLearnedByHeart(Attention attention, boolean rightToLeft) {
    assertLearnsTenExamples(TestModels.encoderDecoder(attention, rightToLeft));
  }

  @ParameterizedTest
  @CsvSource({"LSTM,GENERAL,LAST", "GRU,GENERAL,BRIDGE", "LSTM,NONE,LAST"})
  void encoderDecoder_readingBothWays_learnsByHeart(
      Cell cell, Attention attention, DecoderStart start) {
    assertLearnsTenExamples(TestModels.encoderDecoderBothWays(cell, attention, start));
  }

  @ParameterizedTest
  @CsvSource({
    "GENERAL,PREVIOUS_STATE,BRIDGE",
    "ADDITIVE,PREVIOUS_STATE,ZERO",
    "GENERAL,INPUT_FEEDING,LAST",
    "NONE,AFTER,BRIDGE"
  })
  void encoderDecoder_wiredOtherwise_learnsByHeart(
      Attention attention, AttentionWiring wiring, DecoderStart start) {
    assertLearnsTenExamples(TestModels.encoderDecoder(TestModels.wired(attention, wiring, start)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cell=minimal-gated",
        "residual=1 normalisation=layer",
        "cell=rnn recurrence=output"
      })
  void encoderDecoder_ofRefinedStacks_learnsByHeart(String options) {
    assertLearnsTenExamples(
        TestModels.encoderDecoder(TestModels.refined(options), Attention.GENERAL));
  }

  private static void assertLearnsTenExamples(Settings settings) {
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    SequenceBatch batch = TestModels.tenExamples();
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    for (int i = 0; i < 160; i++) {
      step.take(batch, i, 1);
    }
    Scores scores = new NetworkScorer(blueprint, network).score(batch);
    assertEquals(1.0, scores.accuracy());

    BeamSearch decoder =
        new BeamSearch((EncoderDecoderBlueprint) blueprint, network, SearchSettings.greedy(12));
    List<Answer> predictions = decoder.predict(batch);
    for (int row = 0; row < batch.rows(); row++) {
      int from = row * batch.targetSteps();
      int[] reference =
          Arrays.copyOfRange(batch.targets(), from, from + batch.targetLengths()[row] - 1);
      assertArrayEquals(reference, predictions.get(row).sequence().ids());
      // Alone or in a padded batch, the answer is the same.
      assertArrayEquals(
          reference, decoder.predict(TestModels.row(batch, row)).get(0).sequence().ids());
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
    for (int i = 0; i < 140; i++) {
      step.take(batch, i, 1);
    }
    double after = new NetworkScorer(blueprint, network).score(batch).nats();
    assertTrue(after < 0.05 * before, "nats: " + before + " before, " + after + " after");
  }

  @Test
  void languageModel_shortStream_isLearnedByHeart() {
    double nats = nats(TestModels.languageModel(2, TestModels.training(1, 4, 2)));
    assertTrue(nats < 0.1, "nats per token: " + nats);
  }

  @ParameterizedTest
  @MethodSource("io.unroll.network.RefinedStackTest#options")
  void languageModel_ofRefinedStacks_learnsByHeart(String options) {
    double nats = nats(TestModels.languageModel(TestModels.refined(options), Kernels.REQUIRE));
    // With recurrence through the output, one token is all that a step knows of those before it.
    double least = options.contains("recurrence=output") ? bigramNats() : 0;
    assertTrue(nats > least - 1e-3 && nats < least + 0.1, "nats per token: " + nats);
  }

  /** Returns the entropy of a token given the one before it. */
  private static double bigramNats() {
    Map<List<Integer>, Integer> pairs = new HashMap<>();
    Map<Integer, Integer> firsts = new HashMap<>();
    int tokens = 0;
    for (SequenceBatch window : TestModels.lanes(1, 4)) {
      for (int i = 0; i < window.ids().length; i++) {
        pairs.merge(List.of(window.ids()[i], window.targets()[i]), 1, Integer::sum);
        firsts.merge(window.ids()[i], 1, Integer::sum);
        tokens++;
      }
    }
    double nats = 0;
    for (Map.Entry<List<Integer>, Integer> pair : pairs.entrySet()) {
      int count = pair.getValue();
      nats -= count * Math.log((double) count / firsts.get(pair.getKey().get(0)));
    }
    return nats / tokens;
  }

  private static double nats(Settings settings) {
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
    return scores.natsPerToken();
  }
}
