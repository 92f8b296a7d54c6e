package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDManager;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The models that are trained on both sides, small enough for a laptop. */
public enum ParityModel {
  /** Characters, two layers that carry their state. */
  LANGUAGE_MODEL(
      Source.TEXT,
      5,
      2,
      """
      corpus { type = text, path = "%s", shares { train = 0.85, valid = 0.1, test = 0.05 } }
      shards { batchSize = 32, windowLength = 64, laneGroups = 1 }
      model { type = language-model, cell = lstm, layers = 2, hidden = 128, embedding = 64 }
      model { dropout = 0.2 }
      training { learningRate = 0.004 }
      """),
  /** Messages by their words, a GRU both ways, the maximum of its states. */
  CLASSIFIER(
      Source.LABELLED,
      8,
      3,
      """
      corpus { type = labelled, format = tsv, path = "%s", dropDuplicates = true }
      corpus { shares { train = 0.7, valid = 0.25, test = 0.05 } }
      tokens { unit = word, rules = icu, minCount = 2, lowerCase = true, digits = zero }
      shards { batchSize = 32, maxLength = 1000 }
      model { type = classifier, cell = gru, hidden = 64, embedding = 64, pooling = max }
      model { dropout = 0.2 }
      training { learningRate = 0.001 }
      """),
  /** Words and their characters, an LSTM both ways. */
  TAGGER(
      Source.TAGGED,
      5,
      2,
      """
      corpus { type = tagged, format = conllu, path = "%s", dropDuplicates = false }
      corpus { shares { train = 0.75, valid = 0.2, test = 0.05 } }
      tokens { unit = word, minCount = 2, characters = 12, lowerCase = true, digits = zero }
      shards { batchSize = 32, maxLength = 200 }
      model { type = tagger, cell = lstm, hidden = 64, embedding = 64, dropout = 0.3 }
      model { characterEmbedding = 16, characterHidden = 32 }
      training { learningRate = 0.002 }
      """),
  /** Sentences, general attention above the decoder. */
  TRANSLATOR(Source.PAIRS, 4, 2, pairs("after")),
  /** Sentences, general attention asked by the decoder's previous state. */
  TRANSLATOR_PREVIOUS_STATE(Source.PAIRS, 4, 2, pairs("previous-state"));

  /** Data that a model is trained on. */
  public enum Source {
    /** The beginning of a UTF-8 text. */
    TEXT,
    /** Lines of a label, a tab and a text, all of them. */
    LABELLED,
    /** The first sentences of a CoNLL-U file. */
    TAGGED,
    /** The first lines of a sentence, a tab and its translation. */
    PAIRS
  }

  private final Source source;
  private final int epochs;
  private final int seeds;
  private final String settings;

  ParityModel(Source source, int epochs, int seeds, String settings) {
    this.source = source;
    this.epochs = epochs;
    this.seeds = seeds;
    this.settings = settings;
  }

  private static String pairs(String wiring) {
    return """
    corpus { type = parallel, path = "%%s", shares { train = 0.8, valid = 0.15, test = 0.05 } }
    tokens { unit = word, rules = icu, minCount = 2, lowerCase = true }
    shards { batchSize = 64, maxLength = 50 }
    model { type = encoder-decoder, cell = lstm, hidden = 64, embedding = 64, dropout = 0.3 }
    model { attention = general, attentionWiring = %s }
    training { learningRate = 0.002 }
    """
        .formatted(wiring);
  }

  /** As it stands in tables and after {@code --only}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the data that it is trained on. */
  public Source source() {
    return source;
  }

  /** Trainings on either side unless others are asked for. */
  public int seeds() {
    return seeds;
  }

  /**
   * The settings a user would write, for one worker.
   *
   * @param more {@code key=value}, which win
   * @throws io.unroll.config.InvalidInput if one of them is no setting
   */
  Settings settings(Path corpus, List<String> more) {
    List<String> overrides = new ArrayList<>(List.of("training.epochs=" + epochs));
    overrides.addAll(more);
    String common =
        """
        name = parity
        training { workers = 1, averaging.every = 100, clipNorm = 1.0, stopping.patience = 1000, stopping.keep = last }
        """;
    return SettingsLoader.parse(
        common + settings.formatted(corpus.toAbsolutePath()), toString(), overrides);
  }

  /** Returns the same network in PyTorch. */
  Reference reference(Settings settings, NDManager manager) {
    ModelSettings model = settings.model();
    return switch (this) {
      case LANGUAGE_MODEL -> new LanguageModelReference(model.stack(), manager);
      case CLASSIFIER -> new ClassifierReference(model.stack().cell());
      case TAGGER -> new TaggerReference(model.stack().cell());
      case TRANSLATOR, TRANSLATOR_PREVIOUS_STATE ->
          new TranslatorReference(((EncoderDecoder) model).attentionWiring());
    };
  }
}
