package io.unroll.corpus.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Contents that are equal and that are not. */
class FingerprintTest {
  @Test
  void fingerprint_largeLevel_tellsSmallChangesApart() {
    Content one = new Content.Frames(1, new double[] {1e8, 1e8 + 1, 1e8 + 2});
    Content other = new Content.Frames(1, new double[] {1e8, 1e8 + 2, 1e8 + 1});

    assertTrue(!Fingerprint.of(one).equals(Fingerprint.of(other)));
    assertEquals(
        Fingerprint.of(new Content.Frames(1, new double[] {0.1, 1})),
        Fingerprint.of(new Content.Frames(1, new double[] {0.1f, 1})));
  }
}
