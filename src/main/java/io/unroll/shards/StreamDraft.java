package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.ShardSettings;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import io.unroll.corpus.files.TextFiles;
import io.unroll.corpus.text.TextCorpus;
import io.unroll.corpus.text.TextPiece;
import io.unroll.corpus.text.TextRange;
import io.unroll.corpus.text.TextSplits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Draft of text as streams of tokens in lanes. */
final class StreamDraft {

  /** The part of a text that belongs to a split. */
  private record Part(TextCorpus text, TextRange range) {
    JavaRDD<TextPiece> pieces() {
      return text.pieces(range);
    }
  }

  private StreamDraft() {}

  static Draft of(
      JavaSparkContext spark, Settings settings, TextSplits text, Optional<KnownSides> known) {
    CorpusSettings.Text corpus = (CorpusSettings.Text) settings.corpus();
    spark.setJobDescription("prepare: reading the text");
    Map<TextFiles, TextCorpus> texts = open(spark, text, corpus);
    Map<Split, Part> parts = parts(texts, text, settings);
    spark.setJobDescription("prepare: learning the tokens");
    StreamCodec codec =
        StreamCodec.learn(find(parts, Split.TRAIN).pieces(), corpus, settings.tokens(), known);
    Map<Split, TokenStream> streams = new EnumMap<>(Split.class);
    parts.forEach(
        (split, part) -> {
          spark.setJobDescription("prepare: encoding " + split.label());
          streams.put(split, TokenStream.encode(part.pieces(), codec));
        });
    check(parts, streams, settings.shards());
    TextSide side = new TextSide(Content.Kind.TEXT, settings.tokens(), codec.codec(), false);
    Map<String, Long> malformed = new TreeMap<>();
    texts.values().forEach(one -> malformed.putAll(one.malformedLines()));
    return new Draft(
        "token",
        Map.of("input", side.summary(), "target", side.summary()),
        side.files(""),
        batches(streams, settings.shards()),
        counts(streams),
        new StreamStatistics(!text.cut(), side, lines(parts), withUnknown(streams))::collect,
        List.copyOf(streams.values().stream().map(TokenStream::partitions).toList()),
        malformed,
        test(find(parts, Split.TEST)));
  }

  private static Fingerprint test(Part part) {
    return part.pieces()
        .map(piece -> Fingerprint.of(new Content.Text(piece.text())))
        .fold(Fingerprint.NONE, Fingerprint::plus);
  }

  private static Map<Split, JavaRDD<String>> lines(Map<Split, Part> parts) {
    Map<Split, JavaRDD<String>> lines = new EnumMap<>(Split.class);
    parts.forEach((split, part) -> lines.put(split, part.pieces().map(TextPiece::text)));
    return lines;
  }

  private static Set<Split> withUnknown(Map<Split, TokenStream> streams) {
    Set<Split> unknown = EnumSet.noneOf(Split.class);
    streams.forEach(
        (split, stream) -> {
          if (stream.unknown() > 0) {
            unknown.add(split);
          }
        });
    return unknown;
  }

  private static Map<TextFiles, TextCorpus> open(
      JavaSparkContext spark, TextSplits text, CorpusSettings.Text corpus) {
    Map<TextFiles, TextCorpus> texts = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Split split : Split.values()) {
      TextFiles files = text.of(split);
      if (!texts.containsKey(files)) {
        try {
          texts.put(files, TextCorpus.open(spark, files, corpus));
        } catch (InvalidInput e) {
          problems.addAll(e.problems());
        }
      }
      if (text.cut()) {
        break;
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return texts;
  }

  private static Map<Split, Part> parts(
      Map<TextFiles, TextCorpus> texts, TextSplits text, Settings settings) {
    SplitRule rule = new SplitRule(settings.corpus().shares());
    boolean exact = settings.tokens() instanceof TokenSettings.Characters;
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      TextCorpus whole = find(texts, text.of(split));
      long size = whole.codePoints();
      parts.put(
          split,
          new Part(
              whole,
              text.cut()
                  ? new TextRange(rule.start(split, size), rule.end(split, size), exact)
                  : new TextRange(0, size, true)));
    }
    return parts;
  }

  private static Map<Split, PlacedBatches> batches(
      Map<Split, TokenStream> streams, ShardSettings settings) {
    Map<Split, PlacedBatches> batches = new EnumMap<>(Split.class);
    streams.forEach(
        (split, stream) ->
            batches.put(
                split,
                new LanesLayout(geometry(split, stream.size(), settings)).batches(stream.ids())));
    return batches;
  }

  private static Map<Split, SplitCounts> counts(Map<Split, TokenStream> streams) {
    Map<Split, SplitCounts> counts = new EnumMap<>(Split.class);
    streams.forEach(
        (split, stream) ->
            counts.put(
                split, SplitCounts.none().keep(stream.size() - 1).drop(DropReason.FIRST_TOKEN, 1)));
    return counts;
  }

  // Evaluation reads one group of lanes, for any number of workers in training.
  private static LaneGeometry geometry(Split split, long tokens, ShardSettings settings) {
    int groups = split == Split.TRAIN ? settings.laneGroups() : 1;
    return new LaneGeometry(tokens - 1, groups, settings.batchSize(), settings.windowLength());
  }

  private static void check(
      Map<Split, Part> parts, Map<Split, TokenStream> streams, ShardSettings settings) {
    List<String> problems = new ArrayList<>();
    streams.forEach(
        (split, stream) -> {
          int lanes = geometry(split, stream.size(), settings).lanes();
          if (stream.size() <= lanes) {
            problems.add(tooShort(split, find(parts, split).text.files(), stream.size(), lanes));
          }
        });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static String tooShort(Split split, TextFiles files, long tokens, int lanes) {
    return ("%s: the %s split needs at least %s tokens for %s lanes, but has %s of those in %s;"
            + " lower shards.batchSize%s, raise its share or give more text")
        .formatted(
            files.setting(),
            split.label(),
            lanes + 1L,
            lanes,
            tokens,
            files.pattern(),
            split == Split.TRAIN ? " or shards.laneGroups" : "");
  }

  private static <K, V> V find(Map<K, V> map, K key) {
    return Optional.ofNullable(map.get(key)).orElseThrow();
  }
}
