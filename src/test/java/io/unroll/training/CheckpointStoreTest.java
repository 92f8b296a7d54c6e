package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import io.unroll.layers.KernelTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final KernelTally PASSES =
      new KernelTally(
          new TreeMap<>(
              Map.of("cell0", new KernelTally.Passes(5, new TreeMap<>(Map.of("too wide", 2L))))));
  private static final EpochSummary EPOCH =
      new EpochSummary(1, 1.5, 1.25, 100, 2, 0.01, 0, 3, List.of(1.5));
  private static final Checkpoint WRITTEN =
      new Checkpoint(
          new SharedModel(new float[] {1, -0f, Float.MIN_VALUE}, new float[] {4, 5}, 12),
          List.of(EPOCH),
          3,
          1,
          new float[] {7, 8, 9},
          PASSES);

  @TempDir Path folder;
  private CheckpointStore store;
  private Path checkpoint;

  @BeforeEach
  void save() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    store = new CheckpointStore(path, new Configuration(), "settings");
    store.save(WRITTEN);
    checkpoint = folder.resolve("epoch-00001");
  }

  @Test
  void latest_afterSave_isWhatWasSaved() throws IOException {
    Checkpoint read = store.latest().orElseThrow();
    assertArrayEquals(WRITTEN.model().parameters(), read.model().parameters());
    assertArrayEquals(WRITTEN.model().optimiserState(), read.model().optimiserState());
    assertArrayEquals(WRITTEN.best(), read.best());
    assertEquals(12, read.model().iteration());
    assertEquals(WRITTEN.epochs(), read.epochs());
    assertEquals(PASSES, read.passes());
  }

  @Test
  void latest_writtenBeforePassesWereCounted_hasNone() throws IOException {
    Path file = checkpoint.resolve("state.json");
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    state.remove("passes");
    Files.delete(checkpoint.resolve(".state.json.crc"));
    Files.writeString(file, state.toString());
    assertEquals(KernelTally.NONE, store.latest().orElseThrow().passes());
  }

  @Test
  void summary_anyFingerprint_countsAndHashes() throws IOException {
    CheckpointSummary summary = summary();
    assertEquals(3, summary.parameters().count());
    assertEquals(2, summary.optimiser().count());
    assertEquals(64, summary.best().sha256().length());
    assertEquals("settings", summary.state().path("fingerprint").asText());
  }

  @Test
  void summary_cutOffFile_isRefused() throws IOException {
    Path file = checkpoint.resolve("best.bin");
    Files.delete(checkpoint.resolve(".best.bin.crc"));
    Files.write(file, new byte[] {0, 0, 0, 3, 1, 2});
    InvalidInput refused = assertThrows(InvalidInput.class, this::summary);
    assertEquals(
        "best.bin: is not whole: 3 values need 12 bytes, found 2",
        refused.problems().get(0).replaceFirst(".*/", ""));
  }

  private CheckpointSummary summary() throws IOException {
    return CheckpointSummary.of(
        new org.apache.hadoop.fs.Path(checkpoint.toUri()), new Configuration());
  }
}
