package io.unroll.config;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random settings of corpora of numbers, all of them valid. */
final class NumbersArbitraries {
  private NumbersArbitraries() {}

  static Arbitrary<CorpusSettings> corpora() {
    return Arbitraries.oneOf(List.of(series(), frames(), attributes(), images(), adding()));
  }

  private static Arbitrary<CorpusSettings> series() {
    Arbitrary<WindowSettings> windows =
        Combinators.combine(
                text(),
                text(),
                Arbitraries.of(WindowSettings.Separator.values()),
                Arbitraries.of(WindowSettings.Unsorted.values()),
                some(),
                some(),
                some(),
                Arbitraries.of(WindowSettings.Gaps.values()))
            .as(WindowSettings::new);
    return Combinators.combine(
            files(true),
            Arbitraries.of(SeriesSettings.Format.values()),
            windows,
            text(),
            text(),
            Arbitraries.of(true, false))
        .as(SeriesSettings::new);
  }

  private static Arbitrary<CorpusSettings> frames() {
    return Combinators.combine(files(false), some(), some())
        .as((files, lowest, more) -> new FramesSettings(files, lowest, lowest + more));
  }

  private static Arbitrary<CorpusSettings> attributes() {
    Arbitrary<CorpusSettings> json =
        Combinators.combine(files(false), Arbitraries.of(AttributesSettings.Attributes.values()))
            .as(
                (files, kind) ->
                    new AttributesSettings(files, AttributesSettings.Format.JSON, kind, false));
    Arbitrary<CorpusSettings> acts =
        Combinators.combine(files(false), Arbitraries.of(true, false))
            .as(
                (files, delexicalise) ->
                    new AttributesSettings(
                        files,
                        AttributesSettings.Format.DIALOGUE_ACT,
                        AttributesSettings.Attributes.SET,
                        delexicalise));
    return Arbitraries.oneOf(List.of(json, acts));
  }

  private static Arbitrary<CorpusSettings> images() {
    return Combinators.combine(
            files(true),
            Arbitraries.of(true, false),
            Arbitraries.of(ImagesSettings.Steps.values()),
            Arbitraries.of(ImagesSettings.Target.values()))
        .as(
            (files, labelled, steps, target) ->
                new ImagesSettings(
                    files,
                    labelled
                        ? files.paths()
                        : new Paths(
                            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                    steps,
                    target));
  }

  private static Arbitrary<CorpusSettings> adding() {
    return Combinators.combine(some(), some(), SettingsArbitraries.shares())
        .as((length, examples, shares) -> new AddingProblemSettings(length + 1, examples, shares));
  }

  private static Arbitrary<ExampleFiles> files(boolean validFromTrain) {
    Arbitrary<Paths> paths =
        Combinators.combine(text(), Arbitraries.integers().between(0, validFromTrain ? 2 : 1))
            .as(
                (path, form) ->
                    switch (form) {
                      case 0 -> Paths.whole(path);
                      case 1 -> Paths.splits(path, path, path);
                      default ->
                          new Paths(
                              Optional.empty(),
                              Optional.of(path),
                              Optional.empty(),
                              Optional.of(path));
                    });
    return Combinators.combine(
            paths, ExampleArbitraries.division(), Arbitraries.of(OnMalformed.values()), some())
        .as(ExampleFiles::new);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().ofMinLength(1).filter(text -> !text.isBlank());
  }

  private static Arbitrary<Integer> some() {
    return Arbitraries.integers().between(1, 100_000);
  }
}
