package io.unroll.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdlePoolTest {
  private static final int ROUNDS = 1000;
  private static final int WORKERS = 2;

  private final List<String> evicted = new ArrayList<>();
  private final IdlePool<String, String> pool = new IdlePool<>(2, evicted::add);

  /** Two trainings of two workers each build four networks in all, however many rounds they do. */
  @Test
  void borrow_twoTrainingsSideBySide_buildsOneForEachWorker() throws Exception {
    AtomicInteger built = new AtomicInteger();
    List<Callable<Void>> workers = new ArrayList<>();
    for (int worker = 0; worker < 2 * WORKERS; worker++) {
      String run = "run " + worker % 2;
      workers.add(
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              String network =
                  pool.borrow(run).orElseGet(() -> run + " network " + built.incrementAndGet());
              assertThat(network).startsWith(run);
              pool.giveBack(run, network);
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(workers.size());
    try {
      for (Future<Void> done : threads.invokeAll(workers)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(built.get()).isBetween(2, 2 * WORKERS);
    assertThat(pool.waiting()).isEqualTo(built.get());
    assertThat(evicted).isEmpty();
  }

  @Test
  void borrow_ofMoreKeysThanAreKept_evictsThoseBorrowedLongestAgo() {
    for (String key : List.of("a", "b")) {
      pool.borrow(key);
      pool.giveBack(key, key + " idle");
    }
    pool.giveBack("a", pool.borrow("a").orElseThrow());
    pool.borrow("c");
    assertThat(evicted).containsExactly("b idle");
    assertThat(pool.borrow("a")).contains("a idle");
  }

  @Test
  void giveBack_afterOthersWereBorrowedOrTheEnd_evicts() {
    pool.borrow("a");
    pool.borrow("b");
    pool.borrow("c");
    pool.giveBack("a", "late");
    assertThat(evicted).containsExactly("late");
    pool.giveBack("c", "kept");
    pool.end("c");
    pool.giveBack("c", "straggler");
    assertThat(evicted).containsExactly("late", "kept", "straggler");
    assertThat(pool.waiting()).isZero();
  }
}
