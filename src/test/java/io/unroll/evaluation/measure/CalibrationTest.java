package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  @Test
  void error_ofKnownBins_isTheirWeightedDistance() {
    // Two at 0.95, one right; two at 0.5, both wrong.
    Calibration all =
        Calibration.of(0.95, true)
            .plus(Calibration.of(0.95, false))
            .plus(Calibration.of(0.5, false))
            .plus(Calibration.of(0.5, false));
    assertEquals((2 * 0.45 + 2 * 0.5) / 4, all.error(), 1e-12);
    List<Calibration.Bin> bins = all.bins();
    assertEquals(2, bins.size());
    assertEquals(0.5, bins.get(0).confidence(), 1e-12);
    assertEquals(0.5, bins.get(1).right(), 1e-12);
    assertEquals(2, bins.get(1).count());
  }

  @Test
  void error_ofHonestConfidence_isSmall() {
    SplittableRandom random = new SplittableRandom(1);
    List<Calibration> many =
        IntStream.range(0, 20_000)
            .mapToObj(
                i -> {
                  double confidence = random.nextDouble();
                  return Calibration.of(confidence, random.nextDouble() < confidence);
                })
            .toList();
    assertEquals(0, Additive.sum(many).orElseThrow().error(), 0.02);
  }

  @Test
  void confidence_atTheEnds_isInTheOuterBins() {
    assertEquals(0, Calibration.of(0, false).bins().get(0).from());
    assertEquals(1, Calibration.of(1, true).bins().get(0).to());
    assertEquals(1, Calibration.of(1.0000001, true).bins().get(0).to(), 1e-9);
  }
}
