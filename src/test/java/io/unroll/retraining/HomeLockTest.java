package io.unroll.retraining;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("lock.json");
  }

  private HomeLock take() throws IOException {
    return HomeLock.take(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(), "2026-11-01");
  }

  @Test
  void take_held_namesTheOwner() throws IOException {
    try (HomeLock held = take()) {
      InvalidInput refused = assertThrows(InvalidInput.class, this::take);
      assertTrue(refused.getMessage().contains(System.getProperty("user.name")));
      assertTrue(refused.getMessage().contains("night 2026-11-01, for 0 min"));
    }
    assertFalse(Files.exists(file()));
    take().close();
  }

  /** The number of a process may have been given to another since. */
  @Test
  void take_ofAProcessThatIsGone_succeeds() throws IOException {
    String mine;
    try (HomeLock held = take()) {
      mine = Files.readString(file());
    }
    Files.writeString(
        file(), mine.replaceFirst("\"processStarted\":\"[^\"]*\"", "\"processStarted\":\"once\""));
    take().close();
    assertFalse(Files.exists(file()));
  }

  @Test
  void take_ofAnotherHost_waitsUntilItIsStale() throws IOException {
    String mine;
    try (HomeLock held = take()) {
      mine = Files.readString(file());
    }
    String elsewhere = mine.replaceFirst("\"host\":\"[^\"]*\"", "\"host\":\"elsewhere\"");
    Files.writeString(file(), elsewhere);
    assertThrows(InvalidInput.class, this::take);
    Files.writeString(
        file(),
        elsewhere.replaceFirst("\"renewed\":\"[^\"]*\"", "\"renewed\":\"2026-01-01T00:00:00Z\""));
    take().close();
  }

  @Test
  void close_afterAnotherTookOver_leavesItsLock() throws IOException {
    HomeLock first = take();
    String own = Files.readString(file());
    Files.writeString(file(), own.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"other\""));
    first.close();
    assertTrue(Files.exists(file()));
  }
}
