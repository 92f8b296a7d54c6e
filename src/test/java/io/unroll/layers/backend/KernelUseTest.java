package io.unroll.layers.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.BackendSettings.Kernels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelUseTest {
  private static final Optional<String> NO_PROBLEM = Optional.empty();

  @BeforeEach
  void forget() {
    KernelUse.drain();
  }

  @Test
  void drain_afterPasses_countsThemByLayerAndReasonOnce() {
    assertTrue(KernelUse.decide("a", Kernels.AUTO, NO_PROBLEM));
    assertTrue(KernelUse.decide("a", Kernels.AUTO, NO_PROBLEM));
    assertFalse(KernelUse.decide("a", Kernels.AUTO, Optional.of("too wide")));
    assertFalse(KernelUse.decide("b", Kernels.STOCK, NO_PROBLEM));
    KernelTally tally = KernelUse.drain();
    assertEquals(passes(2, Map.of("too wide", 1L)), tally.layers().get("a"));
    assertEquals(passes(0, Map.of("backend.kernels = stock", 1L)), tally.layers().get("b"));
    assertEquals(KernelTally.NONE, KernelUse.drain());
  }

  @Test
  void drain_threadsSideBySide_tellsEachItsOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<KernelTally>> tasks =
          IntStream.rangeClosed(1, 30).mapToObj(KernelUseTest::task).toList();
      List<Future<KernelTally>> tallies = threads.invokeAll(tasks);
      for (int i = 0; i < tallies.size(); i++) {
        assertEquals(passes(i + 1, Map.of()), tallies.get(i).get().layers().get("own"));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(KernelTally.NONE, KernelUse.drain());
  }

  private static Callable<KernelTally> task(int passes) {
    return () -> {
      for (int i = 0; i < passes; i++) {
        KernelUse.decide("own", Kernels.AUTO, NO_PROBLEM);
        Thread.yield();
      }
      return KernelUse.drain();
    };
  }

  @Test
  void plus_sameLayerAndReason_addsUp() {
    KernelUse.decide("a", Kernels.AUTO, NO_PROBLEM);
    KernelUse.decide("a", Kernels.AUTO, Optional.of("too wide"));
    KernelTally tally = KernelUse.drain();
    KernelTally twice = tally.plus(tally).plus(KernelTally.NONE);
    assertEquals(passes(2, Map.of("too wide", 2L)), twice.layers().get("a"));
    assertEquals(passes(1, Map.of("too wide", 1L)), tally.layers().get("a"));
  }

  @Test
  void tally_asJson_comesBack() throws Exception {
    ObjectMapper json = new ObjectMapper();
    KernelUse.decide("a", Kernels.AUTO, Optional.of("too wide"));
    KernelTally tally = KernelUse.drain();
    assertEquals(tally, json.readValue(json.writeValueAsString(tally), KernelTally.class));
  }

  @Test
  void decide_requiredButImpossible_namesLayerAndReason() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () -> KernelUse.decide("a", Kernels.REQUIRE, Optional.of("too wide")));
    assertThat(String.valueOf(refused.getMessage())).as(refused::toString).contains("layer 'a'");
    assertThat(String.valueOf(refused.getMessage())).as(refused::toString).contains("too wide");
  }

  private static KernelTally.Passes passes(long kernel, Map<String, Long> stock) {
    return new KernelTally.Passes(kernel, new TreeMap<>(stock));
  }
}
