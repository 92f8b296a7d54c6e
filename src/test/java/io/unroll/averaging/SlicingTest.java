package io.unroll.averaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SlicingTest {

  @Property
  void slices_putBackTogether_areTheWhole(
      @ForAll @Size(max = 50) float[] whole, @ForAll @IntRange(min = 1, max = 70) int slices) {
    Slicing slicing = new Slicing(slices);
    float[] together = new float[whole.length];
    for (int slice = slices - 1; slice >= 0; slice--) {
      slicing.paste(slicing.cut(whole, slice), slice, together);
    }
    assertArrayEquals(whole, together);
  }

  @Test
  void of_moreValuesThanAMessageHolds_hasMoreSlicesThanWorkers() {
    assertEquals(3, Slicing.of(3, 1000).slices());
    assertEquals(12, Slicing.of(1, 800_000_000L).slices());
  }

  @Test
  void from_longArrays_doesNotOverflow() {
    assertEquals(2_000_000_000, new Slicing(512).from(512, 2_000_000_000));
  }

  @Test
  void paste_partOfAnotherLength_isRefused() {
    Slicing slicing = new Slicing(2);
    float[] part = Arrays.copyOf(new float[] {1}, 3);
    assertThrows(
        IllegalArgumentException.class, () -> slicing.paste(part, 0, new float[] {0, 0, 0, 0}));
  }
}
