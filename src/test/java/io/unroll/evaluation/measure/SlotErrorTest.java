package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotErrorTest {
  private static final Map<String, Integer> NAME_AND_AREA = Map.of("SLOT_NAME", 1, "SLOT_AREA", 1);

  @Test
  void sentence_sayingEverySlotOnce_hasNoError() {
    SlotError error = slots(NAME_AND_AREA, "SLOT_NAME is in SLOT_AREA .");
    assertEquals(new SlotError(1, 2, 0, 0), error);
    assertEquals(0, error.rate());
  }

  @Test
  void slot_leftOut_isMissing() {
    assertEquals(new SlotError(1, 2, 1, 0), slots(NAME_AND_AREA, "SLOT_NAME is nice"));
    assertEquals(new SlotError(1, 2, 2, 0), slots(NAME_AND_AREA, ""));
  }

  @Test
  void slot_saidTwiceOrNotAskedFor_isRedundant() {
    assertEquals(
        new SlotError(1, 2, 0, 2),
        slots(NAME_AND_AREA, "SLOT_NAME in SLOT_AREA is SLOT_NAME with SLOT_FOOD"));
  }

  @Test
  void slot_requiredTwice_mustBeSaidTwice() {
    assertEquals(new SlotError(1, 2, 1, 0), slots(Map.of("SLOT_NAME", 2), "SLOT_NAME is there"));
  }

  @Test
  void secondValue_isASlotOfItsOwn() {
    assertEquals(
        new SlotError(1, 2, 1, 1),
        slots(Map.of("SLOT_AREA", 1, "SLOT_AREA_2", 1), "SLOT_AREA or SLOT_AREA"));
  }

  @Test
  void rate_ofACorpus_isThatOfItsSums() {
    // (1 + 2) / (2 + 1): not the mean of 1/2 and 2.
    SlotError both =
        slots(NAME_AND_AREA, "SLOT_NAME")
            .plus(slots(Map.of("SLOT_NAME", 1), "SLOT_NAME SLOT_NAME SLOT_AREA"));
    assertEquals(1.0, both.rate());
    Sums.assertMergeable(List.of(both, slots(NAME_AND_AREA, ""), both), SlotError.NONE);
  }

  @Test
  void rate_nothingToSay_isNotFinite() {
    assertFalse(Double.isFinite(slots(Map.of(), "goodbye").rate()));
  }

  @Test
  void measurement_countsBothKindsOfError() {
    assertEquals(
        List.of(
            new Measurement(
                "slotErrorRate",
                1.0,
                "split:test|examples:1|slots:2|missing:1|redundant:1|text:delexicalised"
                    + "|version:0.1.0",
                false)),
        slots(NAME_AND_AREA, "SLOT_NAME SLOT_NAME").measurements("test", "0.1.0"));
  }

  private static SlotError slots(Map<String, Integer> required, String sentence) {
    return SlotError.of(required, List.of(sentence.split(" ")));
  }
}
