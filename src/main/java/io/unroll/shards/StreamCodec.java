package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.Documents;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.text.TextPiece;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;

/**
 * Codec of pieces of text into ids.
 *
 * @param end the id that closes a line, or a file
 */
record StreamCodec(TextCodec codec, int end) implements Serializable {

  /** Learns the tokens of the training text, or those that a model lacks. */
  static StreamCodec learn(
      JavaRDD<TextPiece> training,
      CorpusSettings.Text corpus,
      TokenSettings tokens,
      Optional<KnownSides> known) {
    boolean lines = corpus.documents() == Documents.LINES;
    // To characters the end of a line is a sign like any other, and not every piece has one.
    boolean endIsText = lines && tokens instanceof TokenSettings.Characters;
    JavaRDD<String> texts =
        training.map(
            piece ->
                endIsText && piece.closed() ? piece.text() + TextCodec.LINE_END : piece.text());
    Supplier<SideCodec> learned = () -> SideCodec.ofText(tokens, TextCodec.learn(texts, tokens));
    TextCodec codec =
        known.map(sides -> sides.source(learned)).orElseGet(learned).texts().orElseThrow();
    return new StreamCodec(codec, lines ? codec.lineEnd() : Vocabulary.EOS);
  }

  int[] encode(String text) {
    return codec.encode(text);
  }

  /** Bytes an id takes up. */
  int width() {
    return PackedIds.width(codec.vocabulary().size());
  }
}
