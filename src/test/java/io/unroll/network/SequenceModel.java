package io.unroll.network;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One small model of each type that reads a sequence, over every kind of input, for tests. */
public enum SequenceModel {
  CLASSIFIER_LAST("classifier", "pooling = last, bidirectional = false", words(), labels()),
  CLASSIFIER_LAST_BOTH_WAYS("classifier", "pooling = last, layers = 2", words(), labels()),
  CLASSIFIER_MEAN("classifier", "pooling = mean", words(), labels()),
  CLASSIFIER_MAX("classifier", "pooling = max", words(), labels()),
  CLASSIFIER_ATTENTION("classifier", "pooling = attention, cell = gru", words(), labels()),
  CLASSIFIER_OF_VECTORS("classifier", "pooling = max, layers = 2", vectors(3), labels()),
  TAGGER("tagger", "bidirectional = false", words(), labels()),
  TAGGER_BOTH_WAYS("tagger", "layers = 2", words(), labels()),
  TAGGER_REFINED(
      "tagger",
      "layers = 3, residual = 1, normalisation = layer, cell = minimal-gated",
      words(),
      labels()),
  TAGGER_SPELLED("tagger", "characterHidden = 4, characterEmbedding = 3", spelled(), labels()),
  FRAMES("frames", "cell = rnn", vectors(88), vectors(88)),
  FORECASTER("forecaster", "cell = gru", vectors(2), vectors(1)),
  FORECASTER_BOTH_WAYS(
      "forecaster", "bidirectional = true, pooling = mean", vectors(2), vectors(1)),
  DESCRIBER("describer", "cell = gru, layers = 2", vectors(6), text()),
  DESCRIBER_AT_FIRST("describer", "everyStep = false", vectors(6), text()),
  DESCRIBER_RECURRENT("describer", "encoder = recurrent, cell = rnn", vectors(3), text());

  private static final int IDS = 9;
  private static final int LABELS = 4;
  private static final int LETTERS = 5;
  private static final int CHARACTERS = 8;

  private final String type;
  private final String model;
  private final Manifest.Side source;
  private final Manifest.Side target;

  SequenceModel(String type, String model, Manifest.Side source, Manifest.Side target) {
    this.type = type;
    this.model = model;
    this.source = source;
    this.target = target;
  }

  private static Manifest.Side words() {
    return new Manifest.Side("words", IDS, 0);
  }

  private static Manifest.Side spelled() {
    return new Manifest.Side("words", IDS, 0, LETTERS, CHARACTERS);
  }

  private static Manifest.Side text() {
    return Manifest.Side.ofTokens(IDS);
  }

  private static Manifest.Side labels() {
    return new Manifest.Side("labels", LABELS, 0);
  }

  private static Manifest.Side vectors(int width) {
    return new Manifest.Side("frames", width, width);
  }

  /** States of this size, embeddings of three. */
  public Settings settings(int hidden) {
    String corpus =
        switch (type) {
          case "classifier" -> "type = labelled, path = x";
          case "tagger" -> "type = tagged, path = x";
          case "frames" -> "type = frames, path = x";
          case "describer" -> "type = attributes, path = x";
          default -> "type = adding-problem";
        };
    return SettingsLoader.parse(
        ("name = t, corpus { %s }, tokens.unit = %s\n"
                + "model { type = %s, hidden = %d, embedding = 3, %s }\n"
                + "training.learningRate = 0.02")
            .formatted(corpus, type.equals("tagger") ? "word" : "character", type, hidden, model),
        "test",
        List.of());
  }

  /** Its blueprint. */
  public NetworkBlueprint blueprint(int hidden) {
    return NetworkBlueprint.of(settings(hidden), source, target);
  }

  /** Random inputs of these lengths and random targets. */
  public SequenceBatch batch(long seed, int... lengths) {
    Random random = new Random(seed);
    NetworkBlueprint blueprint = blueprint(4);
    List<EncodedSequence> inputs = new ArrayList<>();
    List<EncodedSequence> targets = new ArrayList<>();
    for (int length : lengths) {
      inputs.add(sequence(source, readsOneVector() ? 1 : length, random));
      targets.add(
          switch (blueprint.targetSteps()) {
            case ALIGNED ->
                target.width() == 0
                    ? labelled(inputs.get(inputs.size() - 1))
                    : sequence(target, length, random);
            case FIXED -> sequence(target, blueprint.fixedSteps(), random);
            case FREE -> closed(length, random);
          });
    }
    return batch(inputs, targets);
  }

  /** Labels that follow from what has been read: one way of reading is enough to learn them. */
  private static EncodedSequence labelled(EncodedSequence input) {
    int[] labels = new int[input.steps()];
    int sum = 0;
    for (int step = 0; step < labels.length; step++) {
      sum += input.ids()[step];
      labels[step] = sum % LABELS;
    }
    return EncodedSequence.ofIds(labels);
  }

  private boolean readsOneVector() {
    return this == DESCRIBER || this == DESCRIBER_AT_FIRST;
  }

  /** Random tokens and the end-of-sequence token. */
  static EncodedSequence closed(int length, Random random) {
    int[] ids = random.ints(length + 1L, Vocabulary.EOS + 1, IDS).toArray();
    ids[length] = Vocabulary.EOS;
    return EncodedSequence.ofIds(ids);
  }

  /** Only this row of a batch, padded to nothing. */
  public static SequenceBatch row(SequenceBatch batch, int row) {
    return batch(List.of(batch.input().row(row)), List.of(batch.target().row(row)));
  }

  /** The batch with this many more steps of padding. */
  public SequenceBatch padded(SequenceBatch batch, int more) {
    boolean fixed = blueprint(4).targetSteps() == TargetSteps.FIXED;
    return new SequenceBatch(
        0,
        0,
        readsOneVector() ? batch.input() : padded(batch.input(), more),
        fixed ? batch.target() : padded(batch.target(), more),
        batch.keys());
  }

  private static Sequences padded(Sequences sequences, int more) {
    List<EncodedSequence> rows = new ArrayList<>();
    for (int row = 0; row < sequences.rows(); row++) {
      rows.add(sequences.row(row));
    }
    EncodedSequence longest = longest(rows, sequences.steps() + more);
    List<EncodedSequence> withLongest = new ArrayList<>(rows);
    withLongest.add(longest);
    Sequences all = Sequences.of(withLongest);
    int scale = Math.max(sequences.width(), sequences.letters());
    int places = sequences.rows() * all.steps();
    return new Sequences(
        all.steps(),
        all.width(),
        java.util.Arrays.copyOf(all.ids(), sequences.width() == 0 ? places : 0),
        java.util.Arrays.copyOf(all.values(), places * scale),
        sequences.lengths());
  }

  private static EncodedSequence longest(List<EncodedSequence> rows, int steps) {
    EncodedSequence first = rows.get(0);
    int scale = first.steps() == 0 ? 0 : first.values().length / first.steps();
    return new EncodedSequence(
        first.width(), new int[first.width() == 0 ? steps : 0], new float[steps * scale]);
  }

  /** A batch of these rows. */
  static SequenceBatch batch(List<EncodedSequence> inputs, List<EncodedSequence> targets) {
    return new SequenceBatch(
        0,
        0,
        Sequences.of(inputs),
        Sequences.of(targets),
        IntStream.range(0, inputs.size()).mapToObj(Integer::toString).toList());
  }

  /** Random contents of a side. */
  static EncodedSequence sequence(Manifest.Side side, int steps, Random random) {
    if (side.width() > 0) {
      float[] values = new float[steps * side.width()];
      for (int i = 0; i < values.length; i++) {
        values[i] = side.width() > LETTERS ? random.nextInt(2) : random.nextFloat();
      }
      return EncodedSequence.ofVectors(side.width(), values);
    }
    int[] ids = random.ints(steps, 0, side.size()).toArray();
    float[] letters = new float[steps * side.letters()];
    for (int step = 0; step < steps && side.letters() > 0; step++) {
      int length = 1 + random.nextInt(side.letters());
      for (int i = 0; i < length; i++) {
        letters[step * side.letters() + i] = 1 + random.nextInt(side.characters() - 1);
      }
    }
    return new EncodedSequence(0, ids, letters);
  }
}
