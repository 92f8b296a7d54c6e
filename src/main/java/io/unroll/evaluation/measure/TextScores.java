package io.unroll.evaluation.measure;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts of answers compared with texts that people wrote.
 *
 * @param slots of texts that say dialogue acts; the slots of its reference are what one must say
 */
public record TextScores(Bleu bleu, ChrF chrF, EditRate edits, SlotError slots)
    implements Additive<TextScores> {
  public static final TextScores NONE =
      new TextScores(Bleu.NONE, ChrF.NONE, EditRate.NONE, SlotError.NONE);

  /**
   * Compares an answer with its reference.
   *
   * @param reference as people read it
   * @param tokens of the reference, with one blank between them
   */
  public static TextScores of(String reference, String tokens, String answer) {
    // Slots stand apart from punctuation where tokens do.
    Map<String, Integer> required =
        Blanks.words(tokens).stream()
            .filter(word -> word.startsWith(SlotError.PREFIX))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(w -> 1)));
    return new TextScores(
        Bleu.of(answer, List.of(reference)),
        ChrF.of(answer, List.of(reference)),
        EditRate.of(answer, reference),
        SlotError.of(required, Blanks.words(answer)));
  }

  @Override
  public TextScores plus(TextScores other) {
    return new TextScores(
        bleu.plus(other.bleu),
        chrF.plus(other.chrF),
        edits.plus(other.edits),
        slots.plus(other.slots));
  }
}
