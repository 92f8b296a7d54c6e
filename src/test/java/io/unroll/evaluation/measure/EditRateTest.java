package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EditRateTest {

  @Test
  void rates_workedByHand_areThese() {
    // One word left out, one put in, one changed; letters: "sat ", " now", and "cot" for "cat".
    EditRate first = EditRate.of("the cat on the mat now", "the cat sat on the mat");
    assertEquals(new EditRate(1, edits(2, 6), edits(8, 22)), first);
    EditRate second = EditRate.of("a cot", "a cat");
    assertEquals(new EditRate(1, edits(1, 2), edits(1, 5)), second);
    assertEquals(3 / 8.0, first.plus(second).words().rate());
    assertEquals(9 / 27.0, first.plus(second).characters().rate());
  }

  @Test
  void characters_astral_areCountedOnce() {
    assertEquals(edits(1, 1), EditRate.of("", "\ud83d\ude00").characters());
    assertEquals(edits(2, 5), EditRate.of("caf\u00e9", "cafe\u0301").characters());
  }

  @Test
  void case_differs_isAnEdit() {
    assertEquals(edits(1, 1), EditRate.of("A", "a").words());
  }

  @Test
  void sum_anyPartition_isTheSame() {
    Sums.assertMergeable(
        List.of(EditRate.of("a b c", "a c"), EditRate.of("", "x y"), EditRate.of("q", "q")),
        EditRate.NONE);
  }

  @Test
  void distance_classicExample_isThree() {
    assertEquals(edits(3, 7), EditRate.of("kitten", "sitting").characters());
  }

  @Property
  void distance_anySequences_isThatOfTheRecursion(
      @ForAll @Size(max = 6) List<@IntRange(max = 3) Integer> left,
      @ForAll @Size(max = 6) List<@IntRange(max = 3) Integer> right) {
    assertEquals(recursive(left, right), EditDistance.between(left, right));
  }

  @Test
  void of_blanksAtTheEnds_doNotCount() {
    EditRate rate = EditRate.of("\u00a0 a  b\n", "a  b");
    assertEquals(new EditRate(1, edits(0, 2), edits(0, 4)), rate);
  }

  @Test
  void rate_longPrediction_isMoreThanOne() {
    assertEquals(3.0, EditRate.of("b c d", "a").words().rate());
  }

  @Test
  void rate_emptyReferences_isNotFinite() {
    assertFalse(Double.isFinite(EditRate.of("a", "").words().rate()));
    assertFalse(Double.isFinite(EditRate.of("", "").words().rate()));
    assertFalse(Double.isFinite(EditRate.NONE.words().rate()));
  }

  @Test
  void measurements_sayUnitAndLength() {
    List<Measurement> both = EditRate.of("a bc", "a bd").measurements("test", "0.1.0");
    assertEquals(
        List.of(
            new Measurement(
                "wordErrorRate",
                0.5,
                "split:test|examples:1|nrefs:1|case:mixed|unit:word|length:2|version:0.1.0",
                false),
            new Measurement(
                "characterErrorRate",
                0.25,
                "split:test|examples:1|nrefs:1|case:mixed|unit:character|length:4|version:0.1.0",
                false)),
        both);
  }

  private static int recursive(List<Integer> left, List<Integer> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.size() + right.size();
    }
    List<Integer> leftRest = left.subList(1, left.size());
    List<Integer> rightRest = right.subList(1, right.size());
    if (left.get(0).equals(right.get(0))) {
      return recursive(leftRest, rightRest);
    }
    return 1
        + Math.min(
            recursive(leftRest, rightRest),
            Math.min(recursive(leftRest, right), recursive(left, rightRest)));
  }

  private static EditRate.Edits edits(long edits, long length) {
    return new EditRate.Edits(edits, length);
  }
}
