package io.unroll.corpus.tagged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IobTagsTest {

  @Test
  void iob1_chunks_startWithB() throws Unusable {
    assertEquals(
        List.of("B-PER", "I-PER", "B-PER", "O", "B-LOC", "B-ORG", "I-ORG"),
        IobTags.toIob2(List.of("I-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG", "I-ORG")));
  }

  @Test
  void iob2_insideWithoutStart_isRefused() {
    Unusable error =
        assertThrows(Unusable.class, () -> IobTags.checkIob2(List.of("B-PER", "I-LOC")));

    assertEquals(DropReason.UNREADABLE, error.reason());
    assertThat(error.getMessage()).startsWith("tag 2, I-LOC, must follow B-LOC");
    assertThrows(Unusable.class, () -> IobTags.checkIob2(List.of("O", "I-PER")));
    assertThrows(Unusable.class, () -> IobTags.checkIob2(List.of("S-PER")));
    assertThrows(Unusable.class, () -> IobTags.toIob2(List.of("B-")));
  }

  @Property
  void iob1_converted_isIob2AndStaysSo(@ForAll("tags") List<String> tags) throws Unusable {
    List<String> converted = IobTags.toIob2(tags);

    assertEquals(converted, IobTags.checkIob2(converted));
    assertEquals(converted, IobTags.toIob2(converted));
    assertEquals(
        tags.stream().map(tag -> tag.replaceFirst("^[BI]-", "")).toList(),
        converted.stream().map(tag -> tag.replaceFirst("^[BI]-", "")).toList());
  }

  @Provide
  Arbitrary<List<String>> tags() {
    return Arbitraries.of("O", "B-X", "I-X", "B-Y", "I-Y").list().ofMaxSize(12);
  }
}
