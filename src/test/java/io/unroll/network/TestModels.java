package io.unroll.network;

import io.unroll.config.BackendSettings;
import io.unroll.config.CorpusSettings;
import io.unroll.config.EvaluationSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.Paths;
import io.unroll.config.SearchSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.ShardSettings;
import io.unroll.config.TokenSettings;
import io.unroll.config.TrainingSettings;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Small settings, networks and batches for tests. */
public final class TestModels {
  /** Specials and ten symbols. */
  public static final int VOCABULARY = 14;

  private static final int WINDOW = 6;

  private TestModels() {}

  /** An encoder-decoder of these settings. */
  public static Settings encoderDecoder(Attention attention, boolean rightToLeft) {
    return encoderDecoder(
        new ModelSettings.EncoderDecoder(
            stack(1), false, attention, AttentionWiring.AFTER, DecoderStart.LAST, rightToLeft));
  }

  /** A model of two layers that writes from left to right. */
  public static ModelSettings.EncoderDecoder wired(
      Attention attention, AttentionWiring wiring, DecoderStart start) {
    return new ModelSettings.EncoderDecoder(stack(2), false, attention, wiring, start, false);
  }

  /** An encoder-decoder of this model. */
  public static Settings encoderDecoder(ModelSettings.EncoderDecoder model) {
    return settings(
        new CorpusSettings.Addition(2, 100, new CorpusSettings.Shares(0.8, 0.1, 0.1)),
        model,
        training(1, 4, 2));
  }

  /** An encoder-decoder of this stack. */
  public static Settings encoderDecoder(ModelSettings.Stack stack, Attention attention) {
    return settings(
        new CorpusSettings.Addition(2, 100, new CorpusSettings.Shares(0.8, 0.1, 0.1)),
        new ModelSettings.EncoderDecoder(
            stack, false, attention, AttentionWiring.AFTER, DecoderStart.LAST, false),
        training(1, 4, 2));
  }

  /** A language model with this many layers and this training. */
  public static Settings languageModel(int layers, TrainingSettings training) {
    CorpusSettings.Shares shares = new CorpusSettings.Shares(0.8, 0.1, 0.1);
    return settings(
        CorpusSettings.Text.lines(Paths.whole("text"), shares),
        new ModelSettings.LanguageModel(stack(layers)),
        training);
  }

  /** A language model of this stack. */
  public static Settings languageModel(ModelSettings.Stack stack, BackendSettings.Kernels kernels) {
    Settings plain = languageModel(1, training(1, 4, 2));
    return new Settings(
        plain.name(),
        plain.seed(),
        plain.corpus(),
        plain.tokens(),
        plain.shards(),
        new ModelSettings.LanguageModel(stack),
        plain.training(),
        plain.evaluation(),
        new BackendSettings(BackendSettings.Device.CPU, kernels, 1),
        plain.retraining(),
        plain.answering());
  }

  /** An encoder-decoder of two layers whose encoder reads both ways. */
  public static Settings encoderDecoderBothWays(
      ModelSettings.Cell cell, Attention attention, DecoderStart start) {
    ModelSettings.Stack stack = stack(cell, 2, 16, false);
    return encoderDecoder(
        new ModelSettings.EncoderDecoder(
            stack, true, attention, AttentionWiring.AFTER, start, false));
  }

  /** Layers of this cell; tied, embeddings are as large as hidden states, otherwise 8. */
  public static ModelSettings.Stack stack(
      ModelSettings.Cell cell, int layers, int hidden, boolean tied) {
    int embedding = tied ? hidden : 8;
    return new ModelSettings.Stack(
        cell, layers, hidden, embedding, tied, 0, ModelSettings.Initialisation.XAVIER);
  }

  /**
   * Two layers of 16 over embeddings of 8, refined.
   *
   * @param options {@code key=value} of {@code model}, with blanks in between
   */
  public static ModelSettings.Stack refined(String options) {
    List<String> overrides =
        Arrays.stream(options.split(" ", -1)).map(option -> "model." + option).toList();
    return SettingsLoader.parse(
            "name = t, corpus { type = addition }, model { layers = 2, hidden = 16, embedding = 8"
                + " }",
            "test",
            overrides)
        .model()
        .stack();
  }

  /** Random ids with random lengths of at least one. */
  public static SequenceBatch randomBatch(long seed, int rows, int steps) {
    Random random = new Random(seed);
    int[] ids = random.ints(rows * steps, Vocabulary.EOS + 1, VOCABULARY).toArray();
    int[] targets = random.ints(rows * steps, Vocabulary.EOS + 1, VOCABULARY).toArray();
    int[] lengths = random.ints(rows, 1, steps + 1).toArray();
    return SequenceBatch.ofIds(0, 0, steps, ids, lengths, steps, targets, lengths, List.of());
  }

  /** Adam at 0.02, clipped at 1; more {@code key=value} for {@code training}. */
  public static TrainingSettings training(
      int workers, int averageEvery, int epochs, String... more) {
    List<String> values =
        new ArrayList<>(
            List.of(
                "workers=" + workers,
                "averaging.every=" + averageEvery,
                "epochs=" + epochs,
                "stopping.patience=" + (epochs + 1),
                "learningRate=0.02",
                "learningRateSchedule.decay=0.9",
                "clipNorm=1.0"));
    values.addAll(List.of(more));
    List<String> overrides = values.stream().map(value -> "training." + value).toList();
    return addition(overrides).training();
  }

  private static Settings addition(List<String> overrides) {
    return SettingsLoader.parse("name = t, corpus { type = addition }", "test", overrides);
  }

  private static ModelSettings.Stack stack(int layers) {
    return stack(ModelSettings.Cell.LSTM, layers, 16, false);
  }

  private static Settings settings(
      CorpusSettings corpus, ModelSettings model, TrainingSettings training) {
    return new Settings(
        "test",
        7,
        corpus,
        new TokenSettings.Characters(),
        new ShardSettings(4, ShardSettings.BatchBy.EXAMPLES, 64, 4, 20, WINDOW, 4, 1),
        model,
        training,
        new EvaluationSettings(4, 100, SearchSettings.greedy(12), false),
        new BackendSettings(BackendSettings.Device.CPU, BackendSettings.Kernels.AUTO, 1),
        addition(List.of()).retraining(),
        addition(List.of()).answering());
  }

  /** A network of these settings. */
  public static ComputationGraph network(NetworkBlueprint blueprint) {
    ComputationGraph network = new ComputationGraph(blueprint.configuration());
    network.init();
    return network;
  }

  /** The blueprint of these settings, with {@link #VOCABULARY} tokens on both sides. */
  public static NetworkBlueprint blueprint(Settings settings) {
    return NetworkBlueprint.ofTokens(settings, VOCABULARY, VOCABULARY);
  }

  /** Ten symbol sequences of 2 to 5 tokens, each to be written reversed. */
  public static SequenceBatch tenExamples() {
    List<int[]> sources = new ArrayList<>();
    List<int[]> targets = new ArrayList<>();
    for (int row = 0; row < 10; row++) {
      int length = 2 + row % 4;
      int first = row;
      int[] source =
          IntStream.range(0, length).map(i -> Vocabulary.EOS + 1 + (first + 3 * i) % 10).toArray();
      sources.add(source);
      targets.add(reversedAndClosed(source));
    }
    return batch(sources, targets, 0);
  }

  private static int[] reversedAndClosed(int[] source) {
    int[] target = new int[source.length + 1];
    for (int i = 0; i < source.length; i++) {
      target[i] = source[source.length - 1 - i];
    }
    target[source.length] = Vocabulary.EOS;
    return target;
  }

  /** Only this row of a batch, padded to nothing. */
  public static SequenceBatch row(SequenceBatch batch, int row) {
    int from = row * batch.steps();
    int target = row * batch.targetSteps();
    return batch(
        List.of(Arrays.copyOfRange(batch.ids(), from, from + batch.lengths()[row])),
        List.of(Arrays.copyOfRange(batch.targets(), target, target + batch.targetLengths()[row])),
        0);
  }

  /** Rows padded to the longest, or by this many steps more. */
  public static SequenceBatch batch(List<int[]> sources, List<int[]> targets, int morePadding) {
    int steps = longest(sources) + morePadding;
    int targetSteps = longest(targets) + morePadding;
    return SequenceBatch.ofIds(
        0,
        0,
        steps,
        padded(sources, steps),
        sources.stream().mapToInt(row -> row.length).toArray(),
        targetSteps,
        padded(targets, targetSteps),
        targets.stream().mapToInt(row -> row.length).toArray(),
        IntStream.range(0, sources.size()).mapToObj(Integer::toString).toList());
  }

  private static int longest(List<int[]> rows) {
    return rows.stream().mapToInt(row -> row.length).max().orElseThrow();
  }

  private static int[] padded(List<int[]> rows, int steps) {
    int[] all = new int[rows.size() * steps];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, all, row * steps, rows.get(row).length);
    }
    return all;
  }

  /** The rows of both windows in one, at the place of the first. */
  public static SequenceBatch join(SequenceBatch one, SequenceBatch other) {
    return SequenceBatch.ofIds(
        one.bucket(),
        one.position(),
        one.steps(),
        concatenated(one.ids(), other.ids()),
        concatenated(one.lengths(), other.lengths()),
        one.targetSteps(),
        concatenated(one.targets(), other.targets()),
        concatenated(one.targetLengths(), other.targetLengths()),
        List.of());
  }

  private static int[] concatenated(int[] one, int[] other) {
    return IntStream.concat(IntStream.of(one), IntStream.of(other)).toArray();
  }

  /** Lane groups of a counting stream, windows of six steps, two lanes each. */
  public static List<SequenceBatch> lanes(int groups, int windows) {
    List<SequenceBatch> batches = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      for (int window = 0; window < windows; window++) {
        int[] ids = new int[2 * WINDOW];
        int[] next = new int[2 * WINDOW];
        for (int i = 0; i < ids.length; i++) {
          int at = group * 5 + (i / WINDOW) * 3 + window * WINDOW + i % WINDOW;
          ids[i] = Vocabulary.EOS + 1 + (at * at) % 10;
          next[i] = Vocabulary.EOS + 1 + ((at + 1) * (at + 1)) % 10;
        }
        int[] lengths = {WINDOW, WINDOW};
        batches.add(
            SequenceBatch.ofIds(
                group, window, WINDOW, ids, lengths, WINDOW, next, lengths, List.of()));
      }
    }
    return batches;
  }
}
