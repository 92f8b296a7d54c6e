package io.unroll.shards;

import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Codecs of any side, as if a corpus had been prepared. */
public final class TestSides {
  private TestSides() {}

  /** A codec with this summary. */
  public static SideCodec of(Manifest.Side side, TokenSettings tokens) {
    Content.Kind kind = Content.Kind.valueOf(side.kind().toUpperCase(Locale.ROOT));
    return switch (kind) {
      case TEXT, WORDS -> {
        TextSide words = new TextSide(kind, tokens, codec(tokens, side.size()), false);
        yield side.letters() == 0
            ? words
            : new SpelledSide(
                words, codec(SpelledSide.CHARACTERS, side.characters()), side.letters());
      }
      case LABEL, LABELS ->
          LabelSide.of(kind, IntStream.range(0, side.size()).mapToObj(id -> "label" + id).toList());
      case FEATURES ->
          FeatureSide.of(
              IntStream.range(0, side.size()).mapToObj(place -> "feature" + place).toList());
      case FRAMES -> {
        double[] deviation = new double[side.width()];
        Arrays.fill(deviation, 1);
        yield new FrameSide(new double[side.width()], deviation);
      }
    };
  }

  /** A codec of single numbers with this mean and deviation. */
  public static SideCodec scaled(double mean, double deviation) {
    return new FrameSide(new double[] {mean}, new double[] {deviation});
  }

  private static TextCodec codec(TokenSettings tokens, int size) {
    List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
    while (all.size() < size) {
      all.add(Character.toString('a' + all.size()));
    }
    return TextCodec.of(tokens, new Vocabulary(all));
  }
}
