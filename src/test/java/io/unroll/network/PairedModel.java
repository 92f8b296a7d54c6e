package io.unroll.network;

import io.unroll.config.BackendSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Classifier;
import io.unroll.config.ModelSettings.Describer;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.ModelSettings.Forecaster;
import io.unroll.config.ModelSettings.Frames;
import io.unroll.config.ModelSettings.LanguageModel;
import io.unroll.config.ModelSettings.Pooling;
import io.unroll.config.ModelSettings.Refinements;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.config.ModelSettings.Tagger;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.TrainingSettings;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small model of these values of its settings.
 *
 * @param values by key; a row of {@link ModelSettingsPairs}
 */
record PairedModel(ModelKind kind, Map<String, String> values) {
  /** Key: sequences of a batch are of different lengths. */
  static final String PADDING = "padding";

  /** Key: a pass starts from the state that another left. */
  static final String CARRIED = "carried";

  /** Key of the input: words, words with their characters, or vectors. */
  static final String INPUT = "input";

  private static final int IDS = 9;
  private static final int LABELS = 4;
  private static final int PITCHES = 7;
  private static final int PICTURE = 16;
  private static final Map<String, Settings> PLAIN = new ConcurrentHashMap<>();

  String value(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  boolean is(String key) {
    return Boolean.parseBoolean(values.get(key));
  }

  private int number(String key) {
    return Integer.parseInt(value(key));
  }

  private <E extends Enum<E>> E constant(Class<E> type, String key) {
    return Enum.valueOf(type, value(key).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** A value as settings files write it. */
  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns this model with other kernels. */
  PairedModel with(BackendSettings.Kernels kernels) {
    Map<String, String> others = new LinkedHashMap<>(values);
    others.put("kernels", label(kernels));
    return new PairedModel(kind, others);
  }

  /**
   * The settings.
   *
   * @throws io.unroll.config.InvalidSettings if they are refused
   */
  Settings settings() {
    Settings plain = PLAIN.computeIfAbsent(kind.file(), file -> parsed(file, "0"));
    TrainingSettings training =
        PLAIN.computeIfAbsent(value("labelSmoothing"), PairedModel::smoothed).training();
    return new Settings(
        plain.name(),
        plain.seed(),
        plain.corpus(),
        plain.tokens(),
        plain.shards(),
        model(),
        training,
        plain.evaluation(),
        new BackendSettings(
            BackendSettings.Device.CPU, constant(BackendSettings.Kernels.class, "kernels"), 1),
        plain.retraining(),
        plain.answering());
  }

  private static Settings smoothed(String smoothing) {
    return parsed("name = t, corpus { type = addition }", smoothing);
  }

  private static Settings parsed(String file, String smoothing) {
    return SettingsLoader.parse(
        file, "test", List.of("training.labelSmoothing=" + smoothing, "training.workers=1"));
  }

  private ModelSettings model() {
    Stack stack = stack();
    return switch (kind) {
      case LANGUAGE_MODEL -> new LanguageModel(stack);
      case ENCODER_DECODER ->
          new EncoderDecoder(
              stack,
              is("bidirectional"),
              constant(ModelSettings.Attention.class, "attention"),
              constant(ModelSettings.AttentionWiring.class, "attentionWiring"),
              constant(ModelSettings.DecoderStart.class, "decoderStart"),
              is("rightToLeft"));
      case CLASSIFIER ->
          new Classifier(stack, is("bidirectional"), constant(Pooling.class, "pooling"));
      case TAGGER -> new Tagger(stack, is("bidirectional"), 2, 4);
      case FRAMES -> new Frames(stack);
      case FORECASTER ->
          new Forecaster(stack, is("bidirectional"), constant(Pooling.class, "pooling"));
      case DESCRIBER ->
          new Describer(stack, constant(ModelSettings.Encoder.class, "encoder"), is("everyStep"));
    };
  }

  private Stack stack() {
    int hidden = number("hidden");
    return new Stack(
        constant(ModelSettings.Cell.class, "cell"),
        number("layers"),
        hidden,
        value("embedding").equals("hidden") ? hidden : number("embedding"),
        is("tied"),
        Double.parseDouble(value("dropout")),
        constant(ModelSettings.Initialisation.class, "initialisation"),
        new Refinements(
            number("residual"),
            constant(ModelSettings.Normalisation.class, "normalisation"),
            is("variationalDropout"),
            Double.parseDouble(value("forgetGateBias")),
            constant(ModelSettings.Recurrence.class, "recurrence")));
  }

  /** The blueprint over small sides. */
  NetworkBlueprint blueprint() {
    return NetworkBlueprint.of(settings(), source(), target());
  }

  private Manifest.Side source() {
    return switch (kind) {
      case LANGUAGE_MODEL, ENCODER_DECODER -> Manifest.Side.ofTokens(IDS);
      case CLASSIFIER, TAGGER, FORECASTER ->
          switch (value(INPUT)) {
            case "words" -> new Manifest.Side("words", IDS, 0);
            case "spelled" -> new Manifest.Side("words", IDS, 0, 5, 8);
            default -> vectors(2);
          };
      case FRAMES -> vectors(PITCHES);
      case DESCRIBER -> vectors(value("encoder").equals("convolutional") ? PICTURE : 3);
    };
  }

  private Manifest.Side target() {
    return switch (kind) {
      case LANGUAGE_MODEL, ENCODER_DECODER, DESCRIBER -> Manifest.Side.ofTokens(IDS);
      case CLASSIFIER, TAGGER -> new Manifest.Side("labels", LABELS, 0);
      case FRAMES -> vectors(PITCHES);
      case FORECASTER -> vectors(1);
    };
  }

  private static Manifest.Side vectors(int width) {
    return new Manifest.Side("frames", width, width);
  }

  /** Three random sequences of at most three steps, and random targets. */
  SequenceBatch batch() {
    Random random = new Random(11);
    NetworkBlueprint blueprint = blueprint();
    List<EncodedSequence> inputs = new ArrayList<>();
    List<EncodedSequence> targets = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      int length = is(PADDING) ? 1 + (row + 1) % 3 : 3;
      inputs.add(SequenceModel.sequence(source(), inputSteps(length), random));
      targets.add(
          switch (blueprint.targetSteps()) {
            case ALIGNED -> SequenceModel.sequence(target(), length, random);
            case FIXED -> SequenceModel.sequence(target(), blueprint.fixedSteps(), random);
            case FREE -> SequenceModel.closed(length, random);
          });
    }
    return SequenceModel.batch(inputs, targets);
  }

  private int inputSteps(int length) {
    if (kind != ModelKind.DESCRIBER) {
      return length;
    }
    return switch (constant(ModelSettings.Encoder.class, "encoder")) {
      case DENSE -> 1;
      case CONVOLUTIONAL -> PICTURE;
      case RECURRENT -> length;
    };
  }

  /** Type and values, as in a settings file. */
  @Override
  public String toString() {
    return label(kind) + " " + values.toString().replaceAll("[{},]", "");
  }
}
