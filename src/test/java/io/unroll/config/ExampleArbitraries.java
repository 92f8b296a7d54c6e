package io.unroll.config;

import io.unroll.config.ParallelSettings.Suffixes;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random settings of the corpora whose examples are read. */
final class ExampleArbitraries {
  private ExampleArbitraries() {}

  static Arbitrary<CorpusSettings> parallel() {
    Arbitrary<Suffixes> suffixes =
        Arbitraries.of(Suffixes.none(), new Suffixes(Optional.of("en"), Optional.of("fr")));
    return Combinators.combine(files(), Arbitraries.of("tab", " ||| ", ";"), column(), suffixes)
        .as((files, separator, n, two) -> new ParallelSettings(files, separator, n, n + 1, two));
  }

  static Arbitrary<CorpusSettings> labels() {
    return Arbitraries.oneOf(labelled(), tagged(), table());
  }

  static Arbitrary<CorpusSettings> labelled() {
    return Combinators.combine(
            files(),
            Arbitraries.of(LabelledSettings.Format.JSON, LabelledSettings.Format.PARQUET),
            Arbitraries.of(true, false),
            Arbitraries.of(InputKind.values()),
            Arbitraries.of(true, false))
        .as(
            (files, format, header, input, trim) ->
                new LabelledSettings(files, format, header, "text", "2", input, trim));
  }

  static Arbitrary<CorpusSettings> tagged() {
    return Combinators.combine(
            files(),
            Arbitraries.of(TaggedSettings.Format.values()),
            column().optional(),
            Arbitraries.of(TaggedSettings.Tags.values()))
        .as(
            (files, format, word, tags) ->
                new TaggedSettings(
                    files,
                    format,
                    new TaggedSettings.Columns(word, word.map(column -> column + 1)),
                    tags));
  }

  private static Arbitrary<CorpusSettings> table() {
    Arbitrary<String> text = Arbitraries.strings().alpha().ofMinLength(1);
    Arbitrary<String> key = text.map(name -> "a." + name);
    Arbitrary<TableSource> source =
        Combinators.combine(
                text,
                Arbitraries.maps(key, Arbitraries.strings()).ofMaxSize(3),
                text,
                text.optional())
            .as(
                (format, options, load, query) ->
                    new TableSource(format, options, Optional.of(load), query));
    Arbitrary<TableSettings.Columns> columns =
        text.optional()
            .map(split -> new TableSettings.Columns("in", "out", split, Optional.empty()));
    return Combinators.combine(
            source, columns, Arbitraries.of(TableSettings.Target.values()), division())
        .as(
            (from, names, target, division) ->
                new TableSettings(from, names, InputKind.WORDS, target, division));
  }

  static Arbitrary<SplitSettings> division() {
    return Combinators.combine(
            SettingsArbitraries.shares(),
            Arbitraries.of(SplitBy.values()),
            Arbitraries.of(true, false),
            Arbitraries.of(OnBadRecord.values()))
        .as(SplitSettings::new);
  }

  private static Arbitrary<ExampleFiles> files() {
    return Combinators.combine(
            division(),
            Arbitraries.of(OnMalformed.values()),
            Arbitraries.integers().between(1, 1 << 30))
        .as(
            (division, malformed, bytes) ->
                new ExampleFiles(Paths.whole("p"), division, malformed, bytes));
  }

  private static Arbitrary<Integer> column() {
    return Arbitraries.integers().between(1, 99);
  }
}
