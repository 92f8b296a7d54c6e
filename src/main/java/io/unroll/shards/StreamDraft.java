package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.ShardSettings;
import io.unroll.corpus.Content;
import io.unroll.corpus.DropReason;
import io.unroll.corpus.Split;
import io.unroll.corpus.SplitRule;
import io.unroll.corpus.TextCorpus;
import io.unroll.corpus.TextFiles;
import io.unroll.corpus.TextSplits;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Tokenizer;
import io.unroll.tokens.VocabularyBuilder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Lays out text as streams of tokens in lanes. */
final class StreamDraft {

  /** The tokens [from, to) of a stream. */
  private record Range(TextFiles files, TokenStream stream, long from, long to) {
    long size() {
      return to - from;
    }

    JavaRDD<String> tokens() {
      return stream.tokens(from, to);
    }
  }

  private StreamDraft() {}

  static Draft of(JavaSparkContext spark, Settings settings, TextSplits text) {
    Tokenizer tokenizer = Tokenizer.of(settings.tokens());
    spark.setJobDescription("prepare: counting tokens");
    Map<Split, Range> ranges = ranges(spark, text, tokenizer, settings);
    check(ranges, settings.shards());
    spark.setJobDescription("prepare: building the vocabulary");
    JavaRDD<String> training = range(ranges, Split.TRAIN).tokens();
    TextCodec codec =
        TextCodec.of(settings.tokens(), VocabularyBuilder.build(training, settings.tokens()));
    Map<Split, PlacedBatches> batches = new EnumMap<>(Split.class);
    Map<Split, SplitCounts> counts = new EnumMap<>(Split.class);
    ranges.forEach(
        (split, range) -> {
          LanesLayout layout = new LanesLayout(geometry(split, range.size(), settings.shards()));
          batches.put(split, layout.batches(range.stream.ids(codec), range.from, range.to));
          counts.put(
              split, SplitCounts.none().keep(range.size() - 1).drop(DropReason.FIRST_TOKEN, 1));
        });
    TextSide side = new TextSide(Content.Kind.TEXT, settings.tokens(), codec, false);
    return new Draft(
        "token",
        Map.of("input", side.summary(), "target", side.summary()),
        side.files(""),
        batches,
        counts,
        new StreamStatistics(!text.cut(), side, lines(spark, ranges, tokenizer))::collect,
        List.of());
  }

  private static Map<Split, JavaRDD<String>> lines(
      JavaSparkContext spark, Map<Split, Range> ranges, Tokenizer tokenizer) {
    Map<Split, JavaRDD<String>> lines = new EnumMap<>(Split.class);
    ranges.forEach(
        (split, range) ->
            lines.put(
                split,
                new SplitLines(
                        range.stream.starts(),
                        range.from,
                        range.to,
                        line -> tokenizer.stream(line).count() + 1)
                    .of(TextCorpus.lines(spark, range.files))));
    return lines;
  }

  private static Map<Split, Range> ranges(
      JavaSparkContext spark, TextSplits text, Tokenizer tokenizer, Settings settings) {
    SplitRule rule = new SplitRule(settings.corpus().shares());
    Map<TextFiles, TokenStream> streams = new HashMap<>();
    Map<Split, Range> ranges = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      TextFiles files = text.of(split);
      TokenStream stream =
          streams.computeIfAbsent(files, f -> TokenStream.open(spark, f, tokenizer));
      long from = text.cut() ? rule.start(split, stream.size()) : 0;
      long to = text.cut() ? rule.end(split, stream.size()) : stream.size();
      ranges.put(split, new Range(files, stream, from, to));
    }
    return ranges;
  }

  // Evaluation reads one group of lanes, whatever the number of workers in training.
  private static LaneGeometry geometry(Split split, long tokens, ShardSettings settings) {
    int groups = split == Split.TRAIN ? settings.laneGroups() : 1;
    return new LaneGeometry(tokens - 1, groups, settings.batchSize(), settings.windowLength());
  }

  private static void check(Map<Split, Range> ranges, ShardSettings settings) {
    List<String> problems = new ArrayList<>();
    ranges.forEach(
        (split, range) -> {
          int lanes = geometry(split, range.size(), settings).lanes();
          if (range.size() <= lanes) {
            problems.add(tooShort(split, range, lanes));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static String tooShort(Split split, Range range, int lanes) {
    return ("%s: the %s split needs at least %d tokens for %d lanes, but has %d of the %d in %s;"
            + " lower shards.batchSize%s, raise its share or give more text")
        .formatted(
            range.files.setting(),
            split.label(),
            lanes + 1L,
            lanes,
            range.size(),
            range.stream.size(),
            range.files.pattern(),
            split == Split.TRAIN ? " or shards.laneGroups" : "");
  }

  private static Range range(Map<Split, Range> ranges, Split split) {
    return Optional.ofNullable(ranges.get(split)).orElseThrow();
  }
}
