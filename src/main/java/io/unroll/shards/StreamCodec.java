package io.unroll.shards;

import io.unroll.config.CorpusSettings;
import io.unroll.config.Documents;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.TextPiece;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Tokenizer;
import io.unroll.tokens.Vocabulary;
import io.unroll.tokens.VocabularyBuilder;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * Turns pieces of text into ids.
 *
 * @param end the id that closes a line, or a file
 */
record StreamCodec(TextCodec codec, int end) implements Serializable {

  /** Learns the tokens of the training text. */
  static StreamCodec learn(
      JavaRDD<TextPiece> training, CorpusSettings.Text corpus, TokenSettings tokens) {
    Tokenizer tokenizer = Tokenizer.of(tokens);
    boolean endIsText = corpus.documents() == Documents.LINES && !tokenizer.endsSequenceAtLineEnd();
    JavaRDD<String> texts =
        training.map(
            piece ->
                endIsText && piece.closed() ? piece.text() + Tokenizer.LINE_END : piece.text());
    TextCodec codec =
        new TextCodec(
            tokenizer,
            VocabularyBuilder.build(
                texts.flatMap(text -> tokenizer.stream(text).iterator()), tokens));
    return new StreamCodec(codec, endIsText ? codec.id(Tokenizer.LINE_END) : Vocabulary.EOS);
  }

  int[] encode(String text) {
    return codec.encode(text);
  }

  /** Bytes an id takes up. */
  int width() {
    return PackedIds.width(codec.vocabulary().size());
  }
}
