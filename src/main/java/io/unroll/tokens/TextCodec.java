package io.unroll.tokens;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Folding;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Text to token ids and back.
 *
 * <p>Text never yields padding or begin-of-sequence, and end-of-sequence only from a line's end:
 * words that look like a special token are {@link Vocabulary#UNKNOWN}. Folding, if the settings ask
 * for it, is part of encoding. A codec is serializable; one instance serves one thread at a time.
 */
public interface TextCodec extends Serializable {
  /** Token that ends a line. */
  String LINE_END = "\n";

  /** Returns the tokens. */
  Vocabulary vocabulary();

  /**
   * Returns the ids of a text; nothing is put before or after it. To words a line feed is a blank,
   * to characters and subwords a sign like any other.
   */
  int[] encode(String text);

  /**
   * Text that has these ids. Padding and begin-of-sequence vanish; end-of-sequence is a line feed
   * with words and subwords and vanishes with characters; an unknown token reads {@code <unk>}. Cut
   * a target off before its closing end-of-sequence first.
   *
   * <p>Characters, clusters and subwords give back every text they know. Words come back with one
   * blank between them and none around line feeds.
   */
  String decode(int... ids);

  /** Returns the folding of text before it is cut. */
  Folding folding();

  /** Returns the text as it is before it is cut into tokens: folded, if the settings ask for it. */
  String folded(String text);

  /**
   * Returns what {@link #decode} would give for a text if the vocabulary had all of its tokens:
   * folded, and of words with one blank between them.
   */
  default String whole(String text) {
    return folded(text);
  }

  /**
   * Returns the id at the end of every line of a stream: end-of-sequence, or the line feed's own.
   */
  int lineEnd();

  /** Returns the ids of one line of a stream, closed by {@link #lineEnd}. */
  default int[] encodeLine(String line) {
    int[] ids = encode(line);
    int[] closed = Arrays.copyOf(ids, ids.length + 1);
    closed[ids.length] = lineEnd();
    return closed;
  }

  /** Returns the ids of a part of a stream, such as a prompt: every line feed in it ends a line. */
  default int[] encodeLines(String text) {
    IdBuffer ids = new IdBuffer(text.length() / 2);
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      ids.addAll(encodeLine(text.substring(start, end)));
      start = end + 1;
    }
    ids.addAll(encode(text.substring(start)));
    return ids.toArray();
  }

  /** Returns the tokens of a text that the vocabulary lacks, in reading order. */
  List<String> unknown(String text);

  /**
   * Learns a codec from independent texts, which should be those of the training split only.
   *
   * @throws InvalidInput if {@code tokens.file} cannot be read as byte-level BPE
   */
  static TextCodec learn(JavaRDD<String> texts, TokenSettings settings) {
    return CodecLearner.learn(texts, settings);
  }

  /**
   * Returns a codec with the tokens of {@code known}, under their ids, and behind them those of
   * {@code learned} that it lacks: as many as {@code tokens.maxSize} leaves room for. Subwords are
   * complete and stay as they are.
   */
  static TextCodec grown(TokenSettings settings, TextCodec known, Supplier<TextCodec> learned) {
    if (settings instanceof TokenSettings.Subwords) {
      return known;
    }
    long most = settings instanceof TokenSettings.Words words ? words.maxSize() : Long.MAX_VALUE;
    long room = most - (known.vocabulary().size() - Vocabulary.SPECIALS.size());
    List<String> tokens =
        Stream.concat(
                known.vocabulary().tokens().stream(),
                learned.get().vocabulary().tokens().stream()
                    .filter(token -> known.vocabulary().textId(token) == Vocabulary.UNKNOWN)
                    .filter(token -> !Vocabulary.SPECIALS.contains(token))
                    .limit(Math.max(0, room)))
            .toList();
    return of(settings, new Vocabulary(tokens));
  }

  /**
   * Returns the codec of characters or words with this vocabulary.
   *
   * @throws IllegalArgumentException for subwords, which need more than their vocabulary
   */
  static TextCodec of(TokenSettings settings, Vocabulary vocabulary) {
    TextFolding folding = new TextFolding(settings.folding());
    if (settings instanceof TokenSettings.Words words) {
      return new CutCodec(folding, Cutter.of(words), vocabulary, true);
    }
    if (settings instanceof TokenSettings.Characters characters) {
      return characters.clusters()
          ? new CutCodec(folding, BoundaryCutter.ofClusters(), vocabulary, false)
          : new CharacterCodec(folding, vocabulary);
    }
    throw new IllegalArgumentException("a vocabulary alone makes no codec of subwords");
  }
}
