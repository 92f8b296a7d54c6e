package io.unroll.evaluation;

import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * Correct answer to an example.
 *
 * <p>A text is the corpus's own, folded as the tokens settings say, and has not gone through the
 * vocabulary: an answer that says unknown words is right about none of them.
 *
 * @param sequence its numbers; of tokens, without end-of-sequence
 * @param text as people read it
 * @param tokens of a text, what a network that knows all its tokens would write: words with one
 *     blank between them; otherwise the same as {@code text}
 */
public record Reference(EncodedSequence sequence, String text, String tokens)
    implements Serializable {

  /**
   * Returns the reference of one row of a batch.
   *
   * @param target how targets became numbers
   * @param closed whether end-of-sequence ends them
   * @throws IllegalStateException if targets are texts, but the batch does not hold them
   */
  static Reference of(SequenceBatch batch, int row, SideCodec target, boolean closed) {
    EncodedSequence sequence = batch.target().row(row);
    if (closed) {
      int[] ids = sequence.ids();
      sequence = EncodedSequence.ofIds(Arrays.copyOf(ids, ids.length - 1));
    }
    Optional<TextCodec> texts = target.texts();
    if (texts.isEmpty()) {
      String shown = target.unscaledText(sequence);
      return new Reference(sequence, shown, shown);
    }
    if (batch.references().isEmpty()) {
      throw new IllegalStateException(
          "answers that are texts must be compared with texts, but the batch holds none");
    }
    String text = batch.references().get(row);
    return new Reference(sequence, texts.get().folded(text), texts.get().whole(text));
  }
}
