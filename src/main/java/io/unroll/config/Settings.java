package io.unroll.config;

import io.unroll.config.CorpusSettings.Text;
import io.unroll.config.ModelSettings.EncoderDecoder;
import io.unroll.config.ModelSettings.LanguageModel;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Everything one run is made of: the resolved content of a settings file.
 *
 * @param name the default folder of the run is {@code runs/NAME}
 * @param seed of every random choice: generated examples, splits, initial parameters, dropout
 */
public record Settings(
    String name,
    long seed,
    CorpusSettings corpus,
    TokenSettings tokens,
    ShardSettings shards,
    ModelSettings model,
    TrainingSettings training,
    EvaluationSettings evaluation,
    BackendSettings backend)
    implements Serializable {

  static final String NAME = "name";
  private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * Checks what no section can check alone.
   *
   * @throws InvalidSettings if sections do not fit each other
   */
  public Settings {
    Checks checks =
        new Checks()
            .that(
                FOLDER_NAME.matcher(name).matches(),
                NAME,
                "must be made of letters, digits, dots, hyphens and underscores (it names the run's"
                    + " folder), got \""
                    + name
                    + "\"");
    if (corpus instanceof Text text) {
      checkText(checks, text, model);
    } else {
      checkPairs(checks, corpus, tokens, model);
    }
    if (model instanceof LanguageModel) {
      checks.that(
          training.workers() <= shards.laneGroups(),
          "training.workers",
          "must be at most shards.laneGroups (%d), got %d: the workers of a language model share"
                  .formatted(shards.laneGroups(), training.workers())
              + " out whole lane groups; raise shards.laneGroups or take fewer workers");
    }
    checks.done();
  }

  private static void checkText(Checks checks, Text text, ModelSettings model) {
    boolean anySplit =
        text.train().isPresent() || text.valid().isPresent() || text.test().isPresent();
    boolean allSplits =
        text.train().isPresent() && text.valid().isPresent() && text.test().isPresent();
    checks
        .that(
            text.path().isPresent() || anySplit,
            "corpus.path",
            "is missing: name the text to read, as in --set corpus.path=FILE (or give corpus.train,"
                + " corpus.valid and corpus.test)")
        .that(
            text.path().isEmpty() || !anySplit,
            "corpus.path",
            "must not be given together with corpus.train, corpus.valid or corpus.test; either one"
                + " text is cut into splits or all three are given")
        .that(
            text.path().isPresent() || !anySplit || allSplits,
            "corpus",
            "must give all of train, valid and test, or only path, got" + given(text))
        .that(
            !(model instanceof EncoderDecoder),
            "model.type",
            "must be language-model for corpus.type = text, got encoder-decoder: a text has no"
                + " pairs of source and target");
  }

  private static String given(Text text) {
    return (text.train().isPresent() ? " train" : "")
        + (text.valid().isPresent() ? " valid" : "")
        + (text.test().isPresent() ? " test" : "");
  }

  private static void checkPairs(
      Checks checks, CorpusSettings corpus, TokenSettings tokens, ModelSettings model) {
    String type = Schema.variantName(corpus.getClass());
    checks
        .that(
            !(model instanceof LanguageModel),
            "model.type",
            "must be encoder-decoder for corpus.type = %s, got language-model: its examples are"
                    .formatted(type)
                + " pairs of source and target")
        .that(
            tokens instanceof TokenSettings.Characters,
            "tokens.unit",
            "must be character for corpus.type = %s, got %s: its examples are not made of words"
                .formatted(type, Schema.variantName(tokens.getClass())));
  }
}
