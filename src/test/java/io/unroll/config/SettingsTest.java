package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that no section of the settings can check alone. */
class SettingsTest {
  private static final String TEXT =
      """
      name = text
      corpus.type = text
      model.type = language-model
      """;
  private static final String COPY =
      """
      name = copy
      corpus.type = copy
      model.type = encoder-decoder
      """;

  private static List<String> problems(String text, String... overrides) {
    InvalidInput invalid =
        assertThrows(
            InvalidInput.class, () -> SettingsLoader.parse(text, "x.conf", List.of(overrides)));
    return invalid.problems();
  }

  @Test
  void text_withoutPath_saysHowToNameIt() {
    assertEquals(
        List.of(
            "x.conf:2: corpus.path is missing: name what to read, as in --set corpus.path=FILE"
                + " (or give corpus.train, corpus.valid and corpus.test)"),
        problems(TEXT));
  }

  @Test
  void encoderDecoder_withoutAttention_hasNothingToWireOrToStartFrom() {
    assertEquals(
        List.of(
            "--set model.attentionWiring=input-feeding: model.attentionWiring must be after where"
                + " attention is none, got input-feeding",
            "--set model.decoderStart=zero: model.decoderStart must be last or bridge where"
                + " attention is none, got zero"),
        problems(
            COPY,
            "model.attention=none",
            "model.attentionWiring=input-feeding",
            "model.decoderStart=zero"));
  }

  @Test
  void text_withPathAndSplit_isRefused() {
    assertEquals(
        List.of(
            "--set corpus.path=a: corpus.path must not be given together with corpus.train,"
                + " corpus.valid or corpus.test; either one source is divided into splits or all"
                + " three are given"),
        problems(TEXT, "corpus.path=a", "corpus.test=b"));
  }

  @Test
  void text_withTwoOfThreeSplits_isRefused() {
    assertEquals(
        List.of(
            "--set corpus.test=b: corpus must give all of train, valid and test, or only path, got"
                + " train test"),
        problems(TEXT, "corpus.train=a", "corpus.test=b"));
  }

  @Test
  void text_withBlankPath_isRefused() {
    assertEquals(
        List.of(
            "--set corpus.path=: corpus.path must name a file, a folder or a glob, got nothing"),
        problems(TEXT, "corpus.path=").subList(0, 1));
  }

  @Test
  void text_withEncoderDecoder_saysWhatToUse() {
    assertEquals(
        List.of(
            "--set model.type=encoder-decoder: model.type must be language-model for corpus.type ="
                + " text, got encoder-decoder: its examples are running text"),
        problems(TEXT, "corpus.path=a", "model.type=encoder-decoder"));
  }

  @Test
  void pairs_withLanguageModelAndWords_sayWhatToUse() {
    assertEquals(
        List.of(
            "x.conf:3: model.type must be encoder-decoder for corpus.type = copy, got"
                + " language-model: its examples are pairs of source and target",
            "--set tokens.unit=word: tokens.unit must be character for corpus.type = copy, got"
                + " word: its examples are not made of words"),
        problems(COPY.replace("encoder-decoder", "language-model"), "tokens.unit=word"));
  }

  @Test
  void forecaster_judgedByLabels_isRefused() {
    String text = "name = x, corpus.type = adding-problem, model.type = forecaster";
    assertEquals(
        List.of(
            "--set training.stopping.metric=accuracy: training.stopping.metric must not be accuracy for"
                + " model.type = forecaster, whose numbers are near or far, never right; nats or a"
                + " metric of its report, such as rmse",
            "--set training.labelSmoothing=0.1: training.labelSmoothing must be 0 for a model that"
                + " puts out no labels, got 0.1"),
        problems(text, "training.stopping.metric=accuracy", "training.labelSmoothing=0.1"));
  }

  @Test
  void languageModel_withMoreWorkersThanLaneGroups_saysWhy() {
    assertEquals(
        List.of(
            "x.conf:4: training.epochs must be at least 1, got 0",
            "x.conf:4: training.workers must be at most shards.laneGroups (8), got 9: the workers"
                + " of a language model share out whole lane groups; raise shards.laneGroups or"
                + " take fewer workers"),
        problems(TEXT + "training { workers = 9, epochs = 0 }", "corpus.path=a"));
  }

  @Test
  void pairs_withMoreWorkersThanLaneGroups_load() {
    Settings settings = SettingsLoader.parse(COPY, "x.conf", List.of("training.workers=9"));

    assertEquals(9, settings.training().workers());
  }

  @Test
  void shares_notSummingToOne_areRefusedWithTheRest() {
    assertEquals(
        List.of(
            "--set corpus.shares.train=0.5: corpus.shares must sum to 1, got train 0.5 + valid 0.05"
                + " + test 0.05 = 0.6",
            "x.conf:4: corpus.symbols must be between 2 and 1000, got 1"),
        problems(COPY + "corpus.symbols = 1", "corpus.shares.train=0.5"));
  }

  @Test
  void batch_largerThanAnArray_isRefused() {
    assertEquals(
        List.of(
            "--set shards.batchSize=100000000: shards.batchSize times maxLength (100) or"
                + " windowLength (64) must be at most 2147483647, got 100000000"),
        problems(COPY, "shards.batchSize=100000000"));
  }

  @Test
  void parallel_withOneSuffix_saysThatTwoAreNeeded() {
    assertEquals(
        List.of(
            "x.conf:2: corpus.targetSuffix must be given where sourceSuffix is, or neither:"
                + " PREFIX.en and PREFIX.fr need both suffixes"),
        problems("name = p\ncorpus { type = parallel, path = p, sourceSuffix = en }"));
  }

  @Test
  void tagged_withCharacters_needsWords() {
    assertEquals(
        List.of(
            "x.conf: tokens.unit must be word for corpus.type = tagged, got character: its inputs"
                + " are words that are cut already"),
        problems("name = t\ncorpus { type = tagged, path = p }"));
  }

  @Test
  void labelled_columnsByNameWithoutHeader_areRefused() {
    assertEquals(
        List.of(
            "x.conf:2: corpus.inputColumn must be a column's number, from 1, where header is false,"
                + " got \"text\""),
        problems(
            "name = l\ncorpus { type = labelled, path = p, format = tsv, inputColumn = text }"));
  }

  @Test
  void table_withoutAnythingToRead_saysHowToNameIt() {
    assertEquals(
        List.of(
            "x.conf:2: corpus.load is missing: name what to read, as in --set corpus.load=PATH (or"
                + " give corpus.options or corpus.query)"),
        problems("name = t\ncorpus { type = table }"));
  }

  @Test
  void table_options_areTextsUnderTheUsersOwnKeys() {
    Settings settings =
        SettingsLoader.parse(
            "name = t\n"
                + "corpus { type = table, format = csv, options { sep = \";\", a.b = 1, \"c.d\" ="
                + " true } }",
            "x.conf",
            List.of("corpus.options.header=true"));

    assertEquals(
        java.util.Map.of("sep", ";", "a.b", "1", "c.d", "true", "header", "true"),
        ((TableSettings) settings.corpus()).source().options());
    assertEquals(
        List.of("x.conf:2: corpus.options.a must be a text, got a list"),
        problems("name = t\ncorpus { type = table, load = x, options { a = [1] } }"));
  }

  @Test
  void refinements_thatDoNotFitTheStack_sayWhatTheyNeed() {
    assertEquals(
        List.of(
            "--set model.residual=2: model.residual must be less than layers (2), got 2",
            "--set model.recurrence=output: model.recurrence must be hidden for cell ="
                + " minimal-gated, got output: its gates or units are made for a hidden state; take"
                + " cell = rnn"),
        problems(
            COPY,
            "model.layers=2",
            "model.residual=2",
            "model.cell=minimal-gated",
            "model.recurrence=output"));
  }

  @Test
  void refinements_outOfRange_areRefused() {
    assertEquals(
        List.of("--set model.residual=-1: model.residual must be at least 0, got -1"),
        problems(COPY, "model.residual=-1"));
  }

  @Test
  void encoder_thatCannotReadTheInputs_isRefused() {
    assertEquals(
        List.of(
            "x.conf:2: model.encoder must be convolutional or recurrent for pictures step by step,"
                + " got dense, which reads one vector; or take corpus.as = vector"),
        problems(
            "name = t, corpus { type = images, path = x, target = words }\n"
                + "model { type = describer, encoder = dense }"));
    assertEquals(
        List.of(
            "x.conf:2: model.encoder must be dense or recurrent for corpus.attributes = set, got"
                + " convolutional: a set is no picture"),
        problems(
            "name = t, corpus { type = attributes, path = x }\n"
                + "model { type = describer, encoder = convolutional }"));
  }
}
