package io.unroll.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Encoding of contents that are not text. */
class SideCodecTest {
  private static Content.Frames frames(int width, double... values) {
    return new Content.Frames(width, values);
  }

  @Test
  void frames_standardised_haveTheirNumbersScaledOneByOne() throws Unencodable {
    FrameSide side = new FrameSide(new double[] {1, 10}, new double[] {2, 5});
    EncodedSequence encoded = side.encode(frames(2, 1, 20, 5, 10));
    assertEquals(2, encoded.steps());
    assertArrayEquals(new float[] {0, 2, 2, 0}, encoded.values());
  }

  @Test
  void frames_ofAnotherWidth_areRefusedWithBothWidths() {
    FrameSide side = new FrameSide(new double[] {0, 0}, new double[] {1, 1});
    Unencodable error = assertThrows(Unencodable.class, () -> side.encode(frames(3, 1, 2, 3)));
    assertEquals(DropReason.UNREADABLE, error.reason());
    assertEquals("a step must have 2 numbers as in the training split, got 3", error.getMessage());
  }

  @Test
  void frames_largeLevel_keepTheirShapeThereAndBack() throws Unencodable {
    FrameSide side = new FrameSide(new double[] {1e8}, new double[] {2});
    EncodedSequence encoded = side.encode(frames(1, 1e8 + 1, 1e8 - 3));
    assertArrayEquals(new float[] {0.5f, -1.5f}, encoded.values());
    assertArrayEquals(new double[] {1e8 + 1, 1e8 - 3}, side.unscaled(encoded).values());
    assertEquals("[100000001] [99999997]", side.unscaledText(encoded));
  }

  @Test
  void frames_ordinaryLevel_comeBackInTheDigitsThatAreKnown() {
    FrameSide side = new FrameSide(new double[] {0.1}, new double[] {3});
    double value = side.unscaled(EncodedSequence.ofVectors(1, 0.3f)).values()[0];
    assertEquals((float) value, value);
  }

  @Test
  void frames_scaling_isWrittenBesideTheBatches() {
    FrameSide side = new FrameSide(new double[] {1.5}, new double[] {2});
    String json =
        new String(
            Objects.requireNonNull(side.files("source").get("scaling-source.json")),
            StandardCharsets.UTF_8);
    assertEquals("{\"width\":1,\"mean\":[1.5],\"deviation\":[2.0]}", json.replaceAll("\\s", ""));
  }

  @Test
  void features_set_isOneMultiHotVector() throws Unencodable {
    FeatureSide side = FeatureSide.of(List.of(FeatureSide.UNKNOWN, "area", "food=thai"));
    EncodedSequence known = side.encode(new Content.Features(List.of("food=thai", "food=thai")));
    assertEquals(1, known.steps());
    assertArrayEquals(new float[] {0, 0, 1}, known.values());
    assertArrayEquals(
        new float[] {1, 1, 0}, side.encode(new Content.Features(List.of("near", "area"))).values());
    assertArrayEquals(new float[] {0, 0, 0}, side.encode(new Content.Features(List.of())).values());
  }

  @Test
  void labels_inOrder_areTheirPlaces() throws Unencodable {
    LabelSide side = LabelSide.of(Content.Kind.LABEL, List.of("a", "b"));
    assertArrayEquals(new int[] {1}, side.encode(new Content.Label("b")).ids());
    assertArrayEquals(
        new int[] {1, 0, 1}, side.encode(new Content.Labels(List.of("b", "a", "b"))).ids());
  }

  @Test
  void label_unseen_isRefusedByName() {
    LabelSide side = LabelSide.of(Content.Kind.LABEL, List.of("a", "b"));
    Unencodable error = assertThrows(Unencodable.class, () -> side.encode(new Content.Label("c")));
    assertEquals(DropReason.UNSEEN_LABEL, error.reason());
    assertThat(String.valueOf(error.getMessage())).contains("\"c\"");
  }

  @Test
  void sides_contentOfAnotherKind_isRefused() {
    Content text = new Content.Text("x");
    for (SideCodec side :
        List.of(
            new FrameSide(new double[1], new double[1]),
            FeatureSide.of(List.of(FeatureSide.UNKNOWN)),
            LabelSide.of(Content.Kind.LABEL, List.of("a")))) {
      assertEquals(
          DropReason.UNREADABLE, assertThrows(Unencodable.class, () -> side.encode(text)).reason());
    }
  }
}
