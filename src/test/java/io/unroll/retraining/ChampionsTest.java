package io.unroll.retraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionsTest {
  private static final int RIVALS = 8;

  @TempDir Path folder;

  private Champions champions() throws IOException {
    return new Champions(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration());
  }

  @Test
  void promote_fromTheNewest_movesTheAlias() throws IOException {
    champions().promote(0, "2026-11-01", "promoted");
    champions().promote(1, "2026-11-02", "promoted");
    assertEquals("2026-11-02", champions().current().orElseThrow().run());
    assertEquals("2026-11-02\n", Files.readString(folder.resolve(Champions.ALIAS)));
    assertTrue(champions().promote(1, "2026-11-03", "promoted").isEmpty());
    assertEquals(2, champions().history().size());
  }

  @Test
  void promote_byManyAtOnce_letsOneThrough() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(RIVALS);
    List<Callable<Boolean>> rivals = IntStream.range(0, RIVALS).mapToObj(this::rival).toList();
    int through = 0;
    for (Future<Boolean> rival : pool.invokeAll(rivals)) {
      through += rival.get() ? 1 : 0;
    }
    pool.shutdown();
    assertEquals(1, through);
    assertEquals(1, champions().history().size());
  }

  private Callable<Boolean> rival(int number) {
    return () -> champions().promote(0, "run-" + number, "promoted").isPresent();
  }

  @Test
  void alias_leftBehindByACrash_isMended() throws IOException {
    champions().promote(0, "2026-11-01", "promoted");
    Files.writeString(folder.resolve(Champions.ALIAS), "older");
    assertEquals("2026-11-01", champions().current().orElseThrow().run());
    assertEquals(
        Optional.of("2026-11-01"),
        Champions.alias(new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration()));
    assertTrue(
        Champions.alias(new org.apache.hadoop.fs.Path("none"), new Configuration()).isEmpty());
  }
}
