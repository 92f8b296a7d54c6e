package io.unroll.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.ModelState;
import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.config.InvalidInput;
import io.unroll.files.Fence;
import io.unroll.layers.backend.KernelTally;
import io.unroll.network.RecurrentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    store = store();
    store.save(WRITTEN, slots(RecurrentState.zero()), 1);
    checkpoint = folder.resolve("epoch-00001");
  }

  @Test
  void latest_afterSave_isWhatWasSaved() throws IOException {
    assertEquals(WRITTEN, store.latest().orElseThrow());
    CheckpointSlots slots = store.latestSlots(1);
    Slot whole = slots.read(0, 1);
    assertArrayEquals(PARAMETERS, whole.model().parameters());
    assertArrayEquals(new float[] {4, 5}, whole.model().optimiserState());
    assertArrayEquals(new float[] {7, 8, 9}, whole.outerValues());
  }

  @Test
  void latestSlots_moreSlicesThanSaved_areCutAnew() throws IOException {
    CheckpointSlots slots = store.latestSlots(1);
    assertArrayEquals(new float[] {1}, slots.read(0, 2).model().parameters());
    assertArrayEquals(new float[] {-0f, Float.MIN_VALUE}, slots.read(1, 2).model().parameters());
    assertTrue(slots.read(1, 2).workerState().isEmpty());
  }

  @Test
  void save_withinAnEpoch_keepsWhatWorkersHold() throws IOException {
    EpochTally open = EpochTally.start(1);
    Checkpoint within = new Checkpoint(15, 4, List.of(EPOCH), 1, PASSES, Optional.of(open));
    store.save(within, slots(lanes()), 1);
    assertEquals(within, store.latest().orElseThrow());
    WorkerState own = store.latestSlots(1).read(0, 1).workerState().orElseThrow();
    RecurrentState.Values read = own.lanes().layers().get("cell0").get("h");
    assertArrayEquals(new float[] {0.5f, -3}, read.data());
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
    assertThat(failed.getMessage()).contains("No space left on device");
    assertEquals(WRITTEN, store.latest().orElseThrow());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("epoch-00001"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void latest_ofAnEarlierFingerprint_isAccepted() throws IOException {
    assertEquals(WRITTEN, of(new Fingerprint("other", Set.of("settings"))).latest().orElseThrow());
    CheckpointStore other = of(new Fingerprint("other", Set.of("others")));
    InvalidInput refused = assertThrows(InvalidInput.class, other::latest);
    assertThat(refused.getMessage()).as(refused::getMessage).contains("an earlier version");
  }

  @Test
  void save_afterTheLeaseIsLost_changesNothing() throws IOException {
    Fence lost =
        () -> {
          throw new IllegalStateException("lost");
        };
    CheckpointStore late =
        new CheckpointStore(
            new org.apache.hadoop.fs.Path(folder.toUri()),
            new Configuration(),
            new Fingerprint("settings", Set.of()),
            lost);
    Checkpoint next = new Checkpoint(24, 6, List.of(EPOCH, EPOCH), 2, PASSES, Optional.empty());
    assertThrows(
        IllegalStateException.class, () -> late.save(next, slots(RecurrentState.zero()), 1));
    assertEquals(WRITTEN, store.latest().orElseThrow());
  }

  private CheckpointStore of(Fingerprint fingerprint) throws IOException {
    return new CheckpointStore(
        new org.apache.hadoop.fs.Path(folder.toUri()),
        new Configuration(),
        fingerprint,
        Fence.NONE);
  }

  @Test
  void latest_ofANewerVersion_isRefused() throws IOException {
    Path file = checkpoint.resolve("state.json");
    ObjectNode state = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    state.put("version", 99);
    Files.delete(checkpoint.resolve(".state.json.crc"));
    Files.writeString(file, state.toString());
    InvalidInput refused = assertThrows(InvalidInput.class, () -> store().latest());
    assertThat(refused.getMessage()).contains("version must be 3, got 99");
  }

  @Test
  void latest_newestHasLostAWorkersFile_isTheOneBefore() throws IOException {
    Checkpoint within =
        new Checkpoint(15, 4, List.of(EPOCH), 1, PASSES, Optional.of(EpochTally.start(1)));
    store.save(within, slots(lanes()), 1);
    Files.delete(folder.resolve("epoch-00001-round-0000000/worker-00000.bin"));
    CheckpointStore again = store();
    assertEquals(WRITTEN, again.latest().orElseThrow());
    assertArrayEquals(PARAMETERS, again.latestSlots(1).read(0, 1).model().parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters.bin", "optimiser.bin", "outer.bin", "state.json"})
  void latest_newestHasAFileCutOff_isTheOneBefore(String name) throws IOException {
    save(2);
    Path file = folder.resolve("epoch-00002").resolve(name);
    Files.delete(file.resolveSibling("." + name + ".crc"));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3));
    assertEquals(WRITTEN, store().latest().orElseThrow());
  }

  @Test
  void latest_newestHasAChangedByte_isTheOneBefore() throws IOException {
    save(2);
    Path file = folder.resolve("epoch-00002/optimiser.bin");
    byte[] bytes = Files.readAllBytes(file);
    bytes[1] ^= 4;
    Files.write(file, bytes);
    assertEquals(WRITTEN, store().latest().orElseThrow(), "by the file system's checksums");
    Files.delete(file.resolveSibling(".optimiser.bin.crc"));
    assertEquals(WRITTEN, store().latest().orElseThrow(), "by our own");
  }

  @Test
  void latest_emptyFolderOfALaterEpoch_isTheOneBefore() throws IOException {
    Files.createDirectory(folder.resolve("epoch-09999"));
    assertEquals(WRITTEN, store().latest().orElseThrow());
  }

  @Test
  void latest_noneIsWhole_isRefused() throws IOException {
    Files.delete(checkpoint.resolve("optimiser.bin"));
    InvalidInput refused = assertThrows(InvalidInput.class, () -> store().latest());
    assertEquals(2, refused.problems().size());
    assertThat(refused.problems().get(0)).endsWith("there is no optimiser.bin");
  }

  @Test
  void save_whereADamagedOneStands_replacesIt() throws IOException {
    save(2);
    Files.delete(folder.resolve("epoch-00002/parameters.bin"));
    CheckpointStore again = store();
    assertEquals(WRITTEN, again.latest().orElseThrow());
    Checkpoint next = epochs(2);
    again.save(next, slots(RecurrentState.zero()), 1);
    assertEquals(next, store().latest().orElseThrow());
    assertFalse(Files.exists(folder.resolve("epoch-00002/.epoch-00002.tmp")));
  }

  @Test
  void save_whereAnotherProcessHasSaved_leavesThatAsItIs() throws IOException {
    CheckpointStore other = store();
    save(2);
    CheckpointFailed failed =
        assertThrows(
            CheckpointFailed.class, () -> other.save(epochs(2), slots(RecurrentState.zero()), 1));
    assertThat(failed.getMessage()).contains("another process");
    assertEquals(epochs(2), store().latest().orElseThrow());
  }

  @Test
  void save_olderThanWhatIsThere_deletesNothingNewer() throws IOException {
    save(3);
    store.save(epochs(2), slots(RecurrentState.zero()), 1);
    assertEquals(epochs(3), store().latest().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void save_parameterNotFinite_hasDivergedAndLosesNothing(float broken) throws IOException {
    Checkpoint within =
        new Checkpoint(15, 4, List.of(EPOCH), 1, PASSES, Optional.of(EpochTally.start(1)));
    Slot slot =
        Slot.of(
            0,
            new ModelState(new float[] {1, broken, 2}, new float[2]),
            new float[3],
            Optional.of(WorkerState.NONE));
    TrainingDiverged diverged =
        assertThrows(TrainingDiverged.class, () -> store.save(within, List.of(slot).iterator(), 1));
    assertThat(diverged.getMessage()).contains("training.learningRate");
    assertEquals(WRITTEN, store().latest().orElseThrow());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("epoch-00001"), left.map(p -> p.getFileName().toString()).toList());
    }
  }

  private void save(int epochs) throws IOException {
    store.save(epochs(epochs), slots(RecurrentState.zero()), 1);
  }

  private static Checkpoint epochs(int epochs) {
    return new Checkpoint(
        12 * epochs, 3 * epochs, Collections.nCopies(epochs, EPOCH), 1, PASSES, Optional.empty());
  }

  private CheckpointStore store() throws IOException {
    return new CheckpointStore(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(), "settings");
  }

  private static RecurrentState lanes() {
    RecurrentState.Values values = new RecurrentState.Values(1, 2, new float[] {0.5f, -3});
    return new RecurrentState(Map.of("cell0", Map.of("h", values)));
  }

  private static Iterator<Slot> slots(RecurrentState lanes) {
    WorkerState own = new WorkerState(lanes, new float[0], 0);
    return List.of(
            Slot.of(
                0,
                new ModelState(PARAMETERS, new float[] {4, 5}),
                new float[] {7, 8, 9},
                Optional.of(own)))
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

  @Test
  void summary_workersFileLost_isRefused() throws IOException {
    Checkpoint within =
        new Checkpoint(15, 4, List.of(EPOCH), 1, PASSES, Optional.of(EpochTally.start(1)));
    store.save(within, slots(lanes()), 1);
    checkpoint = folder.resolve("epoch-00001-round-0000000");
    Files.delete(checkpoint.resolve("worker-00000.bin"));
    InvalidInput refused = assertThrows(InvalidInput.class, this::summary);
    assertThat(refused.getMessage()).endsWith("there is no worker-00000.bin");
  }

  private CheckpointSummary summary() throws IOException {
    return CheckpointSummary.of(
        new org.apache.hadoop.fs.Path(checkpoint.toUri()), new Configuration());
  }
}
