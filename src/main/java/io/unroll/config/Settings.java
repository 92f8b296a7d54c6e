package io.unroll.config;

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
    BackendSettings backend,
    RetrainingSettings retraining,
    AnsweringSettings answering)
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
    if (corpus instanceof CorpusSettings.FromFiles files) {
      boolean validFromTrain =
          corpus instanceof CorpusSettings.FromExampleFiles some && some.validFromTrain();
      files.paths().check(checks, validFromTrain);
    }
    ModelFit.check(checks, corpus, model);
    checkTokens(checks, corpus, tokens);
    LearningTask task = model.task();
    if (task == LearningTask.NEXT_TOKEN) {
      checks.that(
          training.workers() <= shards.laneGroups(),
          "training.workers",
          "must be at most shards.laneGroups (%s), got %s: the workers of a language model share"
                  .formatted(shards.laneGroups(), training.workers())
              + " out whole lane groups; raise shards.laneGroups or take fewer workers");
    }
    checkTraining(checks, task, training);
    checks.that(
        !evaluation.validSpans() || task == LearningTask.STEP_LABELS,
        "evaluation.validSpans",
        "must be false but for model.type = tagger");
    checks.that(
        answering.onTooLong() != AnsweringSettings.OnTooLong.CUT || !task.answersSteps(),
        "answering.onTooLong",
        "must be refuse or skip for model.type = tagger and frames, which answer every step of an"
            + " input");
    checks.that(
        retraining.rehearse() == 0 || !corpus.isRunningText(),
        "retraining.rehearse",
        "must be 0 for corpus.type = text, whose splits are cut anew where texts are joined, got "
            + retraining.rehearse());
    checks.done();
  }

  /** These settings with another network. */
  public Settings with(ModelSettings other) {
    return new Settings(
        name,
        seed,
        corpus,
        tokens,
        shards,
        other,
        training,
        evaluation,
        backend,
        retraining,
        answering);
  }

  private static void checkTraining(Checks checks, LearningTask task, TrainingSettings training) {
    checks
        .that(
            task != LearningTask.NUMBERS
                || !training.stopping().metric().equals(StoppingSettings.ACCURACY),
            "training.stopping.metric",
            "must not be accuracy for model.type = forecaster, whose numbers are near or far, never"
                + " right; nats or a metric of its report, such as rmse")
        .that(
            !task.answersNumbers() || training.labelSmoothing() == 0,
            "training.labelSmoothing",
            "must be 0 for a model that puts out no labels, got " + training.labelSmoothing());
  }

  private static void checkTokens(Checks checks, CorpusSettings corpus, TokenSettings tokens) {
    checks.that(
        !(corpus instanceof CorpusSettings.Generated) || tokens instanceof TokenSettings.Characters,
        "tokens.unit",
        "must be character for corpus.type = %s, got %s: its examples are not made of words"
            .formatted(
                Schema.variantName(corpus.getClass()), Schema.variantName(tokens.getClass())));
    checks.that(
        corpus.contents().input() != InputKind.WORDS || tokens instanceof TokenSettings.Words,
        "tokens.unit",
        "must be word for corpus.type = %s%s, got %s: its inputs are words that are cut already"
            .formatted(
                Schema.variantName(corpus.getClass()),
                Schema.keys(corpus.getClass()).contains("input")
                    ? " with corpus.input = words"
                    : "",
                Schema.variantName(tokens.getClass())));
  }
}
