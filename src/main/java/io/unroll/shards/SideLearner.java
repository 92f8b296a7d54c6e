package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.files.Corpus;
import io.unroll.tokens.TextCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Learner of how a side's contents become numbers, from the training split. */
final class SideLearner {
  /** Labels or features that are brought to the driver, and that an output layer is made for. */
  static final int MOST = 100_000;

  private final TokenSettings tokens;
  private final String column;

  /**
   * @param column where a side's contents come from, for errors
   */
  SideLearner(TokenSettings tokens, String column) {
    this.tokens = tokens;
    this.column = column;
  }

  /**
   * Returns the codec of a side.
   *
   * @param contents of the training split, all of the side's kind
   * @param closed whether token sequences end in end-of-sequence
   * @throws InvalidInput if there are very many labels or features
   */
  SideCodec learn(Corpus.Side side, JavaRDD<Content> contents, boolean closed) {
    return switch (side.kind()) {
      case TEXT, WORDS -> text(side.kind(), contents, closed);
      case LABEL, LABELS ->
          LabelSide.of(side.kind(), distinct("labels", contents.flatMap(SideLearner::labels)));
      case FEATURES -> features(contents);
      case FRAMES -> FrameStatistics.of(contents).side(side.standardised());
    };
  }

  private SideCodec text(Content.Kind kind, JavaRDD<Content> contents, boolean closed) {
    TextCodec codec = TextCodec.learn(contents.map(SideLearner::text), tokens);
    TextSide side = new TextSide(kind, tokens, codec, closed);
    int letters =
        kind == Content.Kind.WORDS && tokens instanceof TokenSettings.Words words
            ? words.characters()
            : 0;
    if (letters == 0) {
      return side;
    }
    JavaRDD<String> words =
        contents.flatMap(content -> ((Content.Words) content).words().iterator());
    return new SpelledSide(side, TextCodec.learn(words, SpelledSide.CHARACTERS), letters);
  }

  private static String text(Content content) {
    return content instanceof Content.Words words
        ? TextSide.text(words)
        : ((Content.Text) content).text();
  }

  private static java.util.Iterator<String> labels(Content content) {
    return content instanceof Content.Labels each
        ? each.labels().iterator()
        : List.of(((Content.Label) content).label()).iterator();
  }

  private FeatureSide features(JavaRDD<Content> contents) {
    List<String> names = new ArrayList<>(List.of(FeatureSide.UNKNOWN));
    names.addAll(
        distinct(
            "features",
            contents.flatMap(content -> ((Content.Features) content).features().iterator())));
    return FeatureSide.of(names);
  }

  private List<String> distinct(String what, JavaRDD<String> names) {
    JavaRDD<String> once = names.distinct();
    long count = once.count();
    if (count > MOST) {
      throw new InvalidInput(
          "%s: must hold at most %s different %s, but the training split has %s; is this what it should hold?"
              .formatted(column, MOST, what, count));
    }
    List<String> distinct = new ArrayList<>(once.collect());
    distinct.sort(null);
    return List.copyOf(distinct);
  }
}
