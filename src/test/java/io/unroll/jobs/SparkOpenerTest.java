package io.unroll.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkOpenerTest {

  @ParameterizedTest
  @CsvSource({"1,1,1", "2,1,2", "2,2,1", "8,2,4", "8,4,2", "7,2,3", "2,3,1", "1,16,1"})
  void threadsPerWorker_coresAndWorkers_shareTheCoresOut(int cores, int workers, int threads) {
    assertEquals(threads, SparkOpener.threadsPerWorker(cores, workers));
  }

  @Test
  void threadsPerWorker_anyWorkersThatFit_leaveLessThanOneThreadEach() {
    for (int cores = 1; cores <= 64; cores++) {
      for (int workers = 1; workers <= cores; workers++) {
        int used = workers * SparkOpener.threadsPerWorker(cores, workers);
        assertTrue(used <= cores && cores - used < workers, cores + " cores, " + workers);
      }
    }
  }
}
