package io.unroll.evaluation;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is counted of texts that people wrote.
 *
 * @param slots of texts that say dialogue acts; the slots of its reference are what one must say
 */
record TextScores(Bleu bleu, ChrF chrF, EditRate edits, SlotError slots)
    implements Additive<TextScores> {
  static final TextScores NONE =
      new TextScores(Bleu.NONE, ChrF.NONE, EditRate.NONE, SlotError.NONE);

  static TextScores of(Reference wanted, String answer) {
    String reference = wanted.text();
    // Slots stand apart from punctuation where tokens do.
    Map<String, Integer> required =
        Blanks.words(wanted.tokens()).stream()
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
