package io.unroll.evaluation.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Slots of dialogue acts that the predicted sentences leave out, or say without need.
 *
 * <p>Wen et al. 2015 (arXiv 1508.01745): ERR = (p + q) / N, where p slots are missing, q are
 * redundant and N had to be said. Sentences are delexicalised, as the corpus of dialogue acts is: a
 * slot's value is the word {@code SLOT_NAME}, a second value of it {@code SLOT_NAME_2}. One said
 * twice is redundant once. Slots whose value does not stand in the sentence, such as {@code
 * kidsallowed=yes}, cannot be counted. The rate may be more than 1; without any slot to say it is
 * not a finite number.
 *
 * @param examples number of sentences
 * @param slots N
 * @param missing p
 * @param redundant q
 */
public record SlotError(long examples, long slots, long missing, long redundant)
    implements Tally<SlotError> {
  static final String PREFIX = "SLOT_";

  /** Of no sentences. */
  public static final SlotError NONE = new SlotError(0, 0, 0, 0);

  /**
   * Counts of one sentence.
   *
   * @param required how often each slot must be said, by its word, such as {@code SLOT_NAME}
   * @param words of the predicted sentence, punctuation apart
   */
  public static SlotError of(Map<String, Integer> required, List<String> words) {
    Map<String, Integer> said = new HashMap<>();
    words.stream()
        .filter(word -> word.startsWith(PREFIX))
        .forEach(word -> said.merge(word, 1, Integer::sum));
    Set<String> all = new HashSet<>(required.keySet());
    all.addAll(said.keySet());
    long slots = 0;
    long missing = 0;
    long redundant = 0;
    for (String slot : all) {
      int wanted = required.getOrDefault(slot, 0);
      int found = said.getOrDefault(slot, 0);
      slots += wanted;
      missing += Math.max(0, wanted - found);
      redundant += Math.max(0, found - wanted);
    }
    return new SlotError(1, slots, missing, redundant);
  }

  @Override
  public SlotError plus(SlotError other) {
    return new SlotError(
        examples + other.examples,
        slots + other.slots,
        missing + other.missing,
        redundant + other.redundant);
  }

  /** ERR of the sentences together. */
  public double rate() {
    return (double) (missing + redundant) / slots;
  }

  /** {@code slotErrorRate}. */
  @Override
  public List<Measurement> measurements(String split, String version) {
    String signature =
        String.join(
            "|",
            "split:" + split,
            "examples:" + examples,
            "slots:" + slots,
            "missing:" + missing,
            "redundant:" + redundant,
            "text:delexicalised",
            "version:" + version);
    return List.of(new Measurement("slotErrorRate", rate(), signature, false));
  }
}
