package io.unroll.jobs;

import io.unroll.answering.InputLimit;
import io.unroll.config.AnsweringSettings.OnBadRow;
import io.unroll.config.AnsweringSettings.OnTooLong;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of what {@code decode} answers; the default is the run's settings. */
final class LimitOptions {

  @Option(
      names = "--longest",
      paramLabel = "N",
      description =
          "Longest input that is answered, in tokens or steps. Default: answering.maxLength")
  Optional<Integer> longest = Optional.empty();

  @Option(
      names = "--on-too-long",
      paramLabel = "WHAT",
      description = "refuse, cut or skip longer inputs. Default: answering.onTooLong")
  Optional<OnTooLong> onTooLong = Optional.empty();

  @Option(
      names = "--on-bad-row",
      paramLabel = "WHAT",
      description = "fail at, or skip, invalid inputs. Default: answering.onBadRow")
  Optional<OnBadRow> onBadRow = Optional.empty();

  /**
   * Which inputs are answered.
   *
   * @throws InvalidInput if an option is out of range
   */
  InputLimit of(Settings settings) {
    InputLimit own = InputLimit.of(settings);
    if (longest.isPresent() && longest.get() < 1) {
      throw new InvalidInput("--longest must be at least 1, got " + longest.get());
    }
    if (settings.model().task().answersSteps()
        && onTooLong.filter(OnTooLong.CUT::equals).isPresent()) {
      throw new InvalidInput(
          "--on-too-long must be refuse or skip for this model, which answers every step of an"
              + " input, got cut");
    }
    return new InputLimit(
        longest.orElse(own.longest()),
        onTooLong.orElse(own.onTooLong()),
        onBadRow.orElse(own.onBadRow()));
  }
}
