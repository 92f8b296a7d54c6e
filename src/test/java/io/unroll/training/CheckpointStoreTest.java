package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.config.InvalidInput;
import io.unroll.layers.KernelTally;
import io.unroll.network.RecurrentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
      new EpochSummary(
          1,
          1.5,
          new EpochSummary.Valid(1.25, 0.5, null),
          100,
          2,
          0.01,
          0,
          3,
          List.of(1.5),
          new TreeMap<>(Map.of("cell0", new LayerNorms(0.1, 0.001))));
  private static final Checkpoint WRITTEN =
      new Checkpoint(12, 3, List.of(EPOCH), 1, PASSES, Optional.empty());
  private static final float[] PARAMETERS = {1, -0f, Float.MIN_VALUE};

  @TempDir Path folder;
  private CheckpointStore store;
  private Path checkpoint;

  @BeforeEach
  void save() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.toUri());
    store = new CheckpointStore(path, new Configuration(), "settings");
    store.save(WRITTEN, slots(RecurrentState.zero()), 1);
    checkpoint = folder.resolve("epoch-00001");
  }

  @Test
  void latest_afterSave_isWhatWasSaved() throws IOException {
    assertEquals(WRITTEN, store.latest().orElseThrow());
    CheckpointSlots slots = store.latestSlots(1);
    Slot whole = slots.read(0, 1);
    assertArrayEquals(PARAMETERS, whole.parameterValues());
    assertArrayEquals(new float[] {4, 5}, whole.optimiserValues());
    assertArrayEquals(new float[] {7, 8, 9}, whole.outerValues());
  }

  @Test
  void latestSlots_moreSlicesThanSaved_areCutAnew() throws IOException {
    CheckpointSlots slots = store.latestSlots(1);
    assertArrayEquals(new float[] {1}, slots.read(0, 2).parameterValues());
    assertArrayEquals(new float[] {-0f, Float.MIN_VALUE}, slots.read(1, 2).parameterValues());
    assertTrue(slots.read(1, 2).workerState().isEmpty());
  }

  @Test
  void save_withinAnEpoch_keepsWhatWorkersHold() throws IOException {
    EpochTally open = EpochTally.start(1);
    Checkpoint within = new Checkpoint(15, 4, List.of(EPOCH), 1, PASSES, Optional.of(open));
    RecurrentState.Values values = new RecurrentState.Values(1, 2, new float[] {0.5f, -3});
    store.save(within, slots(new RecurrentState(Map.of("cell0", Map.of("h", values)))), 1);
    assertEquals(within, store.latest().orElseThrow());
    WorkerState own = store.latestSlots(1).read(0, 1).workerState().orElseThrow();
    RecurrentState.Values read = own.lanes().layers().get("cell0").get("h");
    assertArrayEquals(values.data(), read.data());
    assertEquals(1, read.rows());
    assertTrue(Files.isDirectory(checkpoint), "the best epoch's stays");
  }

  @Test
  void save_fullDisk_isReportedAndLosesNothing() throws IOException {
    Configuration full = new Configuration();
    full.set("fs.full.impl", FullFileSystem.class.getName());
    CheckpointStore onFull =
        new CheckpointStore(new org.apache.hadoop.fs.Path("full://" + folder), full, "settings");
    Checkpoint next = new Checkpoint(24, 6, List.of(EPOCH, EPOCH), 1, PASSES, Optional.empty());
    CheckpointFailed failed =
        assertThrows(
            CheckpointFailed.class, () -> onFull.save(next, slots(RecurrentState.zero()), 1));
    assertTrue(failed.getMessage().contains("No space left on device"), failed.getMessage());
    assertEquals(WRITTEN, store.latest().orElseThrow());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("epoch-00001"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void latest_ofANewerVersion_isRefused() throws IOException {
    Path file = checkpoint.resolve("state.json");
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    state.put("version", 99);
    Files.delete(checkpoint.resolve(".state.json.crc"));
    Files.writeString(file, state.toString());
    InvalidInput refused = assertThrows(InvalidInput.class, store::latest);
    assertTrue(refused.getMessage().contains("version must be 2, got 99"), refused.getMessage());
  }

  private static Iterator<Slot> slots(RecurrentState lanes) {
    WorkerState own = new WorkerState(lanes, new float[0]);
    return List.of(
            Slot.of(0, PARAMETERS, new float[] {4, 5}, new float[] {7, 8, 9}, Optional.of(own)))
        .iterator();
  }

  @Test
  void summary_anyFingerprint_countsAndHashes() throws IOException {
    CheckpointSummary summary = summary();
    assertEquals(3, summary.parameters().count());
    assertEquals(2, summary.optimiser().count());
    assertEquals(64, summary.outer().sha256().length());
    assertEquals("settings", summary.state().path("fingerprint").asText());
  }

  @Test
  void summary_cutOffFile_isRefused() throws IOException {
    Path file = checkpoint.resolve("parameters.bin");
    Files.delete(checkpoint.resolve(".parameters.bin.crc"));
    Files.write(file, new byte[] {1, 2});
    InvalidInput refused = assertThrows(InvalidInput.class, this::summary);
    assertEquals(
        "parameters.bin: is not whole: 3 values need 12 bytes, found 2",
        refused.problems().get(0).replaceFirst(".*/", ""));
  }

  private CheckpointSummary summary() throws IOException {
    return CheckpointSummary.of(
        new org.apache.hadoop.fs.Path(checkpoint.toUri()), new Configuration());
  }
}
