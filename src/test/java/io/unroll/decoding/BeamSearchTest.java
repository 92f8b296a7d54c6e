package io.unroll.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.SearchSettings;
import io.unroll.config.Settings;
import io.unroll.network.Inference;
import io.unroll.network.TestModels;
import io.unroll.network.WritingBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Untrained networks: their answers are long, unsure and different for every input. */
class BeamSearchTest {
  private static final double CLOSE = 1e-4;

  static Stream<Settings> models() {
    return Stream.of(
        TestModels.encoderDecoder(Attention.NONE, false),
        TestModels.encoderDecoder(Attention.GENERAL, true),
        TestModels.encoderDecoder(
            TestModels.wired(
                Attention.ADDITIVE, AttentionWiring.PREVIOUS_STATE, DecoderStart.BRIDGE)),
        TestModels.encoderDecoder(
            TestModels.wired(Attention.DOT, AttentionWiring.INPUT_FEEDING, DecoderStart.ZERO)));
  }

  /** A network of large random weights, which has opinions. */
  private static final class Model {
    final WritingBlueprint blueprint;
    final ComputationGraph network;

    Model(Settings settings) {
      blueprint = (WritingBlueprint) TestModels.blueprint(settings);
      network = TestModels.network(blueprint);
      network.params().muli(3);
    }

    List<List<Answer>> search(SearchSettings settings, SequenceBatch batch) {
      return new BeamSearch(blueprint, network, settings).search(batch);
    }

    /** Log probability of tokens as written, each read after the reference before it. */
    double forced(SequenceBatch batch, int row, int[] written) {
      SequenceBatch one = TestModels.row(batch, row);
      int[] source = Arrays.copyOf(one.ids(), one.lengths()[0]);
      int[] target = closed(blueprint.inReadingOrder(open(written)), written);
      MultiDataSet tensors =
          blueprint.tensors(TestModels.batch(List.of(source), List.of(target), 0));
      network.rnnClearPreviousState();
      float[] all =
          Inference.run(network, tensors.getFeatures(), tensors.getFeaturesMaskArrays(), false)
              .probabilities_BTV();
      double sum = 0;
      for (int step = 0; step < written.length; step++) {
        sum += Math.log(all[step * TestModels.VOCABULARY + written[step]]);
      }
      return sum;
    }

    private static int[] open(int[] written) {
      boolean closed = written.length > 0 && written[written.length - 1] == Vocabulary.EOS;
      return closed ? Arrays.copyOf(written, written.length - 1) : written;
    }

    /** Always closed: what stands last is not read. */
    private static int[] closed(int[] reading, int[] written) {
      int[] target = Arrays.copyOf(reading, open(written).length + 1);
      target[target.length - 1] = Vocabulary.EOS;
      return target;
    }
  }

  private static SearchSettings beams(int beams, int maxLength) {
    return new SearchSettings(beams, 0, 0, 0, maxLength, 0);
  }

  @ParameterizedTest
  @MethodSource("models")
  void search_oneBeam_isGreedy(Settings settings) {
    Model model = new Model(settings);
    SequenceBatch batch = TestModels.randomBatch(5, 6, 7);
    SearchSettings greedy = SearchSettings.greedy(9);
    List<Answer> drawn =
        new AnswerSampler(model.blueprint, model.network, greedy, Sampling.GREEDY, 1)
            .predict(batch);
    List<List<Answer>> found = model.search(greedy, batch);
    for (int row = 0; row < batch.rows(); row++) {
      assertEquals(1, found.get(row).size());
      assertArrayEquals(ids(drawn.get(row)), ids(found.get(row).get(0)));
      assertEquals(drawn.get(row).score(), found.get(row).get(0).score(), CLOSE);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void score_ofEveryHypothesis_isItsForcedLogProbability(Settings settings) {
    Model model = new Model(settings);
    SequenceBatch batch = TestModels.randomBatch(6, 4, 6);
    List<List<Answer>> found = model.search(beams(5, 8), batch);
    for (int row = 0; row < batch.rows(); row++) {
      assertEquals(5, found.get(row).size());
      for (Answer answer : found.get(row)) {
        int[] written = model.blueprint.inReadingOrder(ids(answer));
        double open = model.forced(batch, row, written);
        double forced = written.length == 8 ? open : model.forced(batch, row, closed(written));
        assertEquals(forced, answer.score(), CLOSE);
        double sum = 0;
        for (float log : answer.logProbabilities()) {
          sum += log;
        }
        assertEquals(open, sum, CLOSE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void search_oneByOne_equalsPaddedBatch(Settings settings) {
    Model model = new Model(settings);
    SequenceBatch batch = TestModels.randomBatch(7, 5, 6);
    List<List<Answer>> together = model.search(beams(4, 8), batch);
    for (int row = 0; row < batch.rows(); row++) {
      List<Answer> alone = model.search(beams(4, 8), TestModels.row(batch, row)).get(0);
      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(ids(together.get(row).get(i)), ids(alone.get(i)));
        assertEquals(together.get(row).get(i).score(), alone.get(i).score(), 1e-5);
      }
    }
  }

  @Test
  void search_asManyBeamsAsSequences_findsTheBestOfAll() {
    Model model = new Model(TestModels.encoderDecoder(Attention.GENERAL, false));
    SequenceBatch batch = TestModels.randomBatch(8, 1, 5);
    List<int[]> all = new ArrayList<>(List.of(new int[] {Vocabulary.EOS}));
    int[] letters =
        IntStream.range(0, TestModels.VOCABULARY)
            .filter(id -> id == Vocabulary.UNKNOWN || id > Vocabulary.EOS)
            .toArray();
    for (int first : letters) {
      all.add(new int[] {first, Vocabulary.EOS});
      for (int second : letters) {
        all.add(new int[] {first, second});
      }
    }
    int[] best =
        all.stream()
            .max(Comparator.comparingDouble(tokens -> model.forced(batch, 0, tokens)))
            .orElseThrow();
    Answer found = model.search(beams(200, 2), batch).get(0).get(0);
    assertArrayEquals(Model.open(best), ids(found));
  }

  @Test
  void search_moreBeams_neverFindsLess() {
    Model model = new Model(TestModels.encoderDecoder(Attention.GENERAL, false));
    SequenceBatch batch = TestModels.randomBatch(9, 20, 6);
    double one = sum(model.search(beams(1, 8), batch));
    double eight = sum(model.search(beams(8, 8), batch));
    assertTrue(eight > one, one + " and " + eight);
  }

  @Test
  void search_blockedBigrams_occurOnce() {
    Model model = new Model(TestModels.encoderDecoder(Attention.NONE, false));
    SequenceBatch batch = TestModels.randomBatch(10, 10, 6);
    SearchSettings blocked = new SearchSettings(3, 0, 0, 10, 12, 2);
    for (List<Answer> answers : model.search(blocked, batch)) {
      for (Answer answer : answers) {
        int[] ids = ids(answer);
        assertTrue(ids.length >= 10, "length " + ids.length);
        Set<List<Integer>> bigrams = new HashSet<>();
        for (int i = 1; i < ids.length; i++) {
          assertTrue(bigrams.add(List.of(ids[i - 1], ids[i])), Arrays.toString(ids));
        }
      }
    }
  }

  @Test
  void search_nothingAllowedAnyMore_takesWhatThereIs() {
    Model model = new Model(TestModels.encoderDecoder(Attention.NONE, false));
    SequenceBatch batch = TestModels.randomBatch(11, 2, 4);
    SearchSettings impossible = new SearchSettings(2, 0, 0, 50, 60, 1);
    int letters = TestModels.VOCABULARY - 3;
    model
        .search(impossible, batch)
        .forEach(answers -> assertEquals(letters, ids(answers.get(0)).length));
  }

  @Test
  void attention_ofEveryToken_sumsToOneOverRealSteps() {
    Model model = new Model(TestModels.encoderDecoder(Attention.GENERAL, true));
    SequenceBatch batch = TestModels.randomBatch(12, 5, 7);
    List<List<Answer>> found = model.search(beams(3, 8), batch);
    for (int row = 0; row < batch.rows(); row++) {
      for (Answer answer : found.get(row)) {
        assertEquals(ids(answer).length, answer.attention().length);
        for (float[] weights : answer.attention()) {
          assertEquals(batch.lengths()[row], weights.length);
          assertEquals(
              1, IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum(), 1e-5);
        }
      }
    }
  }

  @Test
  void lengthPenalty_one_preferThoseThatAreBetterPerToken() {
    Model model = new Model(TestModels.encoderDecoder(Attention.NONE, false));
    SequenceBatch batch = TestModels.randomBatch(13, 30, 6);
    List<List<Answer>> plain = model.search(beams(6, 10), batch);
    List<List<Answer>> divided = model.search(new SearchSettings(6, 1, 0, 0, 10, 0), batch);
    assertTrue(tokens(divided) > tokens(plain), tokens(plain) + " and " + tokens(divided));
  }

  @Test
  void coveragePenalty_ofAttention_lowersTheScore() {
    Model model = new Model(TestModels.encoderDecoder(Attention.GENERAL, false));
    SequenceBatch batch = TestModels.randomBatch(14, 1, 6);
    Answer plain = model.search(beams(1, 8), batch).get(0).get(0);
    Answer covered = model.search(new SearchSettings(1, 0, 0.5, 0, 8, 0), batch).get(0).get(0);
    assertArrayEquals(ids(plain), ids(covered));
    assertTrue(covered.score() <= plain.score());
  }

  @Test
  void answers_ofOneInput_areDifferentAndSorted() {
    Model model = new Model(TestModels.encoderDecoder(Attention.GENERAL, false));
    List<Answer> answers = model.search(beams(6, 8), TestModels.randomBatch(15, 1, 6)).get(0);
    List<Double> scores = answers.stream().map(Answer::score).toList();
    List<Double> sorted = new ArrayList<>(scores);
    sorted.sort(Collections.reverseOrder());
    assertEquals(sorted, scores);
    assertEquals(6, answers.stream().map(a -> Arrays.toString(ids(a))).distinct().count());
  }

  private static double sum(List<List<Answer>> found) {
    return found.stream().mapToDouble(answers -> answers.get(0).score()).sum();
  }

  private static int tokens(List<List<Answer>> found) {
    return found.stream().mapToInt(answers -> ids(answers.get(0)).length).sum();
  }

  private static int[] ids(Answer answer) {
    return answer.sequence().ids();
  }

  private static int[] closed(int[] written) {
    int[] all = Arrays.copyOf(written, written.length + 1);
    all[written.length] = Vocabulary.EOS;
    return all;
  }
}
