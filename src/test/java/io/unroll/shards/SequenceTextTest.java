package io.unroll.shards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SequenceTextTest {

  /** Steps of ten numbers, all 0 but for pairs of place and value. */
  private static EncodedSequence tens(float[]... steps) {
    float[] values = new float[10 * steps.length];
    for (int step = 0; step < steps.length; step++) {
      for (int pair = 0; pair < steps[step].length; pair += 2) {
        values[10 * step + (int) steps[step][pair]] = steps[step][pair + 1];
      }
    }
    return EncodedSequence.ofVectors(10, values);
  }

  private static float[] set(float... placesAndValues) {
    return placesAndValues;
  }

  @Test
  void ids_many_areCutAfterThree() {
    assertEquals("7 8", SequenceText.of(EncodedSequence.ofIds(7, 8)));
    assertEquals("7 8 9 … 4 steps", SequenceText.of(EncodedSequence.ofIds(7, 8, 9, 10)));
  }

  @Test
  void vectors_narrow_areShownWhole() {
    assertEquals("[0, 0] [0.5, -1]", SequenceText.of(EncodedSequence.ofVectors(2, 0, 0, 0.5f, -1)));
  }

  @Test
  void vectors_wideAndDense_areCutAfterEight() {
    assertEquals(
        "[1, 2, 3, 4, 0, 6, 7, 8, … 10 numbers]",
        SequenceText.of(EncodedSequence.ofVectors(10, 1, 2, 3, 4, 0, 6, 7, 8, 9, 10)));
  }

  @Test
  void vectors_wideAndMostlyZero_showTheOthersByPlace() {
    assertEquals(
        "[4: 1, 9: 0.5; 8 of 10 are 0] [10 of 10 are 0]",
        SequenceText.of(tens(set(4, 1, 9, 0.5f), set())));
  }

  @Test
  void vectors_mostlyZeroButManyOthers_areCutAfterEight() {
    float[] values = new float[30];
    for (int place = 10; place < 20; place++) {
      values[place] = place;
    }
    assertEquals(
        "[10: 10, 11: 11, 12: 12, 13: 13, 14: 14, 15: 15, 16: 16, 17: 17, …; 20 of 30 are 0]",
        SequenceText.of(EncodedSequence.ofVectors(30, values)));
  }

  @Test
  void vectors_denseBehindManyZeros_showTheOthersByPlace() {
    float[] values = new float[18];
    for (int place = 8; place < 18; place++) {
      values[place] = 1;
    }
    assertEquals(
        "[8: 1, 9: 1, 10: 1, 11: 1, 12: 1, 13: 1, 14: 1, 15: 1, …; 8 of 18 are 0]",
        SequenceText.of(EncodedSequence.ofVectors(18, values)));
  }

  @Test
  void vectors_startingBlank_showTheFirstStepsThatAreNot() {
    assertEquals(
        "3 steps of 0 … [1: 1; 9 of 10 are 0] [10 of 10 are 0] … 5 steps",
        SequenceText.of(tens(set(), set(), set(), set(1, 1), set())));
    assertEquals(
        "[10 of 10 are 0] [10 of 10 are 0] [10 of 10 are 0] … 4 steps",
        SequenceText.of(tens(set(), set(), set(), set())));
  }
}
