package io.unroll.evaluation;

import io.unroll.config.CorpusSettings;
import io.unroll.config.ImagesSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is counted of answers, by what they are; what does not apply stays empty.
 *
 * @param errors of numbers that are forecast
 * @param labels of sequences and of steps
 * @param bleu of texts that people wrote, {@code chrF} too
 * @param slots of texts that say dialogue acts
 */
record AnswerScores(Errors errors, LabelScores labels, Bleu bleu, ChrF chrF, SlotError slots)
    implements Serializable {
  static final AnswerScores NONE =
      new AnswerScores(Errors.NONE, LabelScores.NONE, Bleu.NONE, ChrF.NONE, SlotError.NONE);

  /**
   * Whether answers are texts to be compared by words, not symbols of a generated task or single
   * words.
   */
  static boolean areTexts(Settings settings) {
    ModelSettings model = settings.model();
    boolean writes =
        model instanceof ModelSettings.Describer || model instanceof ModelSettings.EncoderDecoder;
    return writes
        && !(settings.corpus() instanceof CorpusSettings.Generated)
        && !(settings.corpus() instanceof ImagesSettings);
  }

  static AnswerScores of(
      Settings settings, SideCodec target, EncodedSequence reference, EncodedSequence answer) {
    ModelSettings model = settings.model();
    if (model instanceof ModelSettings.Forecaster) {
      return NONE.with(Errors.of(target.unscaled(reference), target.unscaled(answer)));
    }
    if (model instanceof ModelSettings.Classifier || model instanceof ModelSettings.Tagger) {
      return NONE.with(LabelScores.of(names(target, reference), names(target, answer)));
    }
    return areTexts(settings) ? texts(target.text(reference), target.text(answer)) : NONE;
  }

  private static List<String> names(SideCodec target, EncodedSequence ids) {
    List<String> names = target.names();
    return Arrays.stream(ids.ids()).mapToObj(names::get).toList();
  }

  private static AnswerScores texts(String reference, String answer) {
    Map<String, Integer> required =
        Blanks.words(reference).stream()
            .filter(word -> word.startsWith(SlotError.PREFIX))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(w -> 1)));
    return new AnswerScores(
        Errors.NONE,
        LabelScores.NONE,
        Bleu.of(answer, List.of(reference)),
        ChrF.of(answer, List.of(reference)),
        SlotError.of(required, Blanks.words(answer)));
  }

  private AnswerScores with(Errors own) {
    return new AnswerScores(own, labels, bleu, chrF, slots);
  }

  private AnswerScores with(LabelScores own) {
    return new AnswerScores(errors, own, bleu, chrF, slots);
  }

  AnswerScores plus(AnswerScores other) {
    return new AnswerScores(
        errors.plus(other.errors),
        labels.plus(other.labels),
        bleu.plus(other.bleu),
        chrF.plus(other.chrF),
        slots.plus(other.slots));
  }
}
