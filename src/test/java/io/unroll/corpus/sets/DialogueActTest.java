package io.unroll.corpus.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.corpus.example.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueActTest {

  @Test
  void parse_quotedAndBareValues_becomeFeatures() throws Unusable {
    DialogueAct act = DialogueAct.parse("inform(name='red; door (cafe)';pricerange=moderate)");
    assertEquals(
        List.of("act=inform", "name=red; door (cafe)", "pricerange=moderate"), act.features());
  }

  @Test
  void parse_quoteThatIsNeverOpened_isNoPartOfTheValue() throws Unusable {
    assertEquals(
        List.of("act=inform", "goodformeal=dinner", "food=thai"),
        DialogueAct.parse("inform(goodformeal=dinner';food=thai)").features());
  }

  @Test
  void parse_slotWithoutValue_isAskedFor() throws Unusable {
    assertEquals(List.of("act=?request", "area"), DialogueAct.parse("?request(area)").features());
    assertEquals(List.of("act=goodbye"), DialogueAct.parse("goodbye()").features());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "inform", "inform(name='x'", "inform(=x)", "a b(c=d)"})
  void parse_otherForms_areRefused(String text) {
    assertThrows(Unusable.class, () -> DialogueAct.parse(text));
  }

  @Test
  void delexicalise_valueInText_becomesItsSlot() throws Unusable {
    DialogueAct.Delexicalised bare =
        DialogueAct.parse("inform(name='red door';area='hayes';near=dontcare)")
            .delexicalise("red door is in hayes , hayes is nice");
    assertEquals("SLOT_NAME is in SLOT_AREA , SLOT_AREA is nice", bare.text());
    assertEquals(List.of("act=inform", "name", "area", "near=dontcare"), bare.features());
  }

  @Test
  void delexicalise_valueOnlyWithinAWordOrNotThere_staysAsItIs() throws Unusable {
    DialogueAct.Delexicalised bare =
        DialogueAct.parse("inform(count='2';food=thai)").delexicalise("there are 242 places");
    assertEquals("there are 242 places", bare.text());
    assertEquals(List.of("act=inform", "count=2", "food=thai"), bare.features());
  }

  @Test
  void delexicalise_severalValues_areNumberedAndLongestFirst() throws Unusable {
    DialogueAct.Delexicalised bare =
        DialogueAct.parse("inform(area='hayes valley or hayes';kidsallowed=yes)")
            .delexicalise("it is near hayes or hayes valley yes");
    assertEquals("it is near SLOT_AREA_2 or SLOT_AREA yes", bare.text());
    assertEquals(List.of("act=inform", "area", "area_2", "kidsallowed=yes"), bare.features());
  }
}
