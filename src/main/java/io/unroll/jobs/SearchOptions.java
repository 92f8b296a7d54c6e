package io.unroll.jobs;

import io.unroll.answering.AnswerOptions;
import io.unroll.config.EvaluationSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.InvalidSettings;
import io.unroll.config.SearchSettings;
import io.unroll.config.Violation;
import io.unroll.decoding.Sampling;
import io.unroll.training.ModelFolder.Model;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of how {@code decode} searches or samples; the default is the run's settings. */
final class SearchOptions {
  private static final double OWN_TEMPERATURE = 0.8;

  private static final Map<String, String> FLAGS =
      Map.of(
          "beams", "--beams",
          "lengthPenalty", "--length-penalty",
          "coveragePenalty", "--coverage-penalty",
          "minOutputLength", "--min-length",
          "maxOutputLength", "--max-length",
          "blockNgrams", "--block-ngrams");

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = {
        "0 takes the likeliest token, 1 draws by probability. Default: 0.8 for language models;",
        "other models search if it is not given"
      })
  Optional<Double> temperature = Optional.empty();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "Draws among the K likeliest tokens only. Default: 0, among all")
  int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draws among the fewest tokens that hold P of the probability. Default: 1")
  double topP = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed; equal seeds give equal texts. Default: 1")
  long seed = 1;

  @Option(
      names = "--beams",
      paramLabel = "N",
      description = "Hypotheses kept at every step; 1 is greedy. Default: evaluation.beams")
  Optional<Integer> beams = Optional.empty();

  @Option(
      names = "--best",
      paramLabel = "N",
      description = "Answers to each input, best first, at most as many as beams. Default: 1")
  int best = 1;

  @Option(
      names = "--length-penalty",
      paramLabel = "A",
      description = "0 favours short answers, 1 the best token on average")
  Optional<Double> lengthPenalty = Optional.empty();

  @Option(
      names = "--coverage-penalty",
      paramLabel = "B",
      description = "Above 0 favours answers that attend to all of the input")
  Optional<Double> coveragePenalty = Optional.empty();

  @Option(names = "--min-length", paramLabel = "N", description = "Shortest answer, in tokens")
  Optional<Integer> minLength = Optional.empty();

  @Option(names = "--max-length", paramLabel = "N", description = "Longest answer, in tokens")
  Optional<Integer> maxLength = Optional.empty();

  @Option(
      names = "--block-ngrams",
      paramLabel = "N",
      description = "Lets no N tokens in a row occur twice in an answer")
  Optional<Integer> blockNgrams = Optional.empty();

  @Mixin LimitOptions limits = new LimitOptions();

  /** Returns how tokens of a text are drawn. */
  Sampling sampling() {
    try {
      return new Sampling(temperature.orElse(OWN_TEMPERATURE), topK, topP);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("--" + e.getMessage());
    }
  }

  /**
   * Returns how a model answers.
   *
   * @throws InvalidInput if an option is out of range
   */
  AnswerOptions of(Model model) {
    EvaluationSettings own = model.settings().evaluation();
    SearchSettings search = search(own.search());
    Optional<Sampling> sampling =
        temperature.isPresent() || topK > 0 || topP < 1
            ? Optional.of(sampling())
            : Optional.empty();
    if (best < 1 || best > search.beams()) {
      throw new InvalidInput(
          "--best must be between 1 and --beams, %s, got %s".formatted(search.beams(), best));
    }
    EvaluationSettings evaluation =
        new EvaluationSettings(own.samples(), own.resamples(), search, own.validSpans());
    return new AnswerOptions(evaluation, best, sampling, seed, limits.of(model.settings()));
  }

  private SearchSettings search(SearchSettings own) {
    int longest = maxLength.orElse(own.maxOutputLength());
    try {
      return new SearchSettings(
          beams.orElse(own.beams()),
          lengthPenalty.orElse(own.lengthPenalty()),
          coveragePenalty.orElse(own.coveragePenalty()),
          minLength.orElse(Math.min(own.minOutputLength(), Math.max(longest, 0))),
          longest,
          blockNgrams.orElse(own.blockNgrams()));
    } catch (InvalidSettings e) {
      List<String> problems = e.violations().stream().map(SearchOptions::problem).toList();
      throw new InvalidInput(String.join("; ", problems));
    }
  }

  private static String problem(Violation violation) {
    return String.format(
        Locale.ROOT,
        "%s %s",
        FLAGS.getOrDefault(violation.component(), violation.component()),
        violation.message());
  }
}
