package io.unroll.shards;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Split;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One side of the data report: what its ids or numbers are and how often they occur. */
record SideReport(String name, SideCodec codec, BatchCensus census) {
  private static final List<Integer> TOPS = List.of(10, 100, 1_000, 10_000);
  private static final int MOST_NAMES = 50;

  DataReport.SideData of(Map<String, UnknownCount.Unknown> unknown) {
    Manifest.Side summary = codec.summary();
    Content.Kind kind = Content.Kind.valueOf(summary.kind().toUpperCase(Locale.ROOT));
    boolean tokens = kind == Content.Kind.TEXT || kind == Content.Kind.WORDS;
    boolean named = !tokens && kind != Content.Kind.FRAMES;
    return new DataReport.SideData(
        summary.kind(),
        summary.size(),
        summary.width(),
        bySplit(split -> Optional.of(lengths(split))),
        bySplit(split -> Optional.of(tokens(split)).filter(any -> tokens)),
        bySplit(split -> Optional.ofNullable(unknown.get(split.label())).map(u -> of(u, split))),
        bySplit(split -> Optional.of(names(split, kind)).filter(any -> named)),
        bySplit(
            split ->
                Optional.of(census.split(split).tally().numbers(isTarget()).numbers())
                    .filter(any -> kind == Content.Kind.FRAMES)));
  }

  private static <T> Map<String, T> bySplit(Function<Split, Optional<T>> value) {
    Map<String, T> values = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      value.apply(split).ifPresent(one -> values.put(split.label(), one));
    }
    return values;
  }

  // Lanes count targets only: their windows are as long as their inputs.
  private boolean isTarget() {
    return !name.equals(DraftStatistics.INPUT);
  }

  private IdTally ids(Split split) {
    return census.split(split).tally().ids(isTarget());
  }

  private DataReport.Lengths lengths(Split split) {
    return census.split(split).tally().lengths(isTarget()).report();
  }

  private DataReport.TokenData tokens(Split split) {
    IdTally ids = ids(split);
    long unknown = ids.count(Vocabulary.UNKNOWN);
    long total = unknown + known().mapToLong(ids::count).sum();
    List<Integer> ranked =
        known()
            .boxed()
            .sorted(Comparator.<Integer>comparingLong(ids(Split.TRAIN)::count).reversed())
            .toList();
    List<DataReport.Coverage> coverage = new ArrayList<>();
    for (int top : TOPS) {
      if (top < ranked.size()) {
        long covered = ranked.subList(0, top).stream().mapToLong(ids::count).sum();
        coverage.add(new DataReport.Coverage(top, share(covered, total)));
      }
    }
    return new DataReport.TokenData(
        total, unknown, share(unknown, total), types(split), List.copyOf(coverage));
  }

  private IntStream known() {
    return IntStream.range(Vocabulary.SPECIALS.size(), codec.summary().size());
  }

  /** Different tokens, or features, of the vocabulary that occur. */
  private long types(Split split) {
    IdTally ids = ids(split);
    return codec.summary().width() == 0
        ? known().filter(id -> ids.count(id) > 0).count()
        : IntStream.range(1, codec.summary().size()).filter(id -> ids.count(id) > 0).count();
  }

  private DataReport.UnknownData of(UnknownCount.Unknown unknown, Split split) {
    long occurrences = unknown.commonest().stream().mapToLong(UnknownCount.Named::count).sum();
    return new DataReport.UnknownData(
        unknown.types(),
        share(unknown.types(), unknown.types() + types(split)),
        unknown.commonest().stream()
            .map(
                one ->
                    new DataReport.NameCount(
                        one.name(), one.count(), share(one.count(), all(split, occurrences))))
            .toList());
  }

  private long all(Split split, long atLeast) {
    long all =
        codec.summary().width() == 0
            ? tokens(split).total()
            : census.split(split).tally().lengths(isTarget()).sequences();
    return Math.max(all, atLeast);
  }

  /** Of labels the share of all steps, of features the share of the examples that have them. */
  private List<DataReport.NameCount> names(Split split, Content.Kind kind) {
    IdTally own = ids(split);
    long all =
        kind == Content.Kind.FEATURES
            ? census.split(split).tally().lengths(isTarget()).sequences()
            : own.total();
    List<String> names = codec.names();
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.<Integer>comparingLong(ids(Split.TRAIN)::count).reversed())
        .limit(MOST_NAMES)
        .map(
            id -> new DataReport.NameCount(names.get(id), own.count(id), share(own.count(id), all)))
        .toList();
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
