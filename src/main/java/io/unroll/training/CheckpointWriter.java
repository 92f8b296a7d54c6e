package io.unroll.training;

import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.network.RecurrentState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writer of a model's slices, one after the other, into the files of a checkpoint. */
final class CheckpointWriter {
  private final FileSystem files;
  private final Path folder;
  private final Checkpoint checkpoint;
  private final SortedMap<String, CRC32C> sums = new TreeMap<>();
  private long parameters;
  private long optimiserState;
  private long outerState;

  CheckpointWriter(FileSystem files, Path folder, Checkpoint checkpoint) {
    this.files = files;
    this.folder = folder;
    this.checkpoint = checkpoint;
  }

  /**
   * Writes all slices.
   *
   * @return what was written
   * @throws TrainingDiverged if a value is not finite: nothing could go on from it
   */
  CheckpointFiles write(Iterator<Slot> slots) throws IOException {
    try (OutputStream model = create(CheckpointStore.PARAMETERS);
        OutputStream optimiser = create(CheckpointStore.OPTIMISER);
        OutputStream outer = create(CheckpointStore.OUTER)) {
      while (slots.hasNext()) {
        Slot slot = slots.next();
        append(model, slot.model().parameters());
        append(optimiser, slot.model().optimiserState());
        append(outer, slot.outerValues());
        parameters += slot.model().parameters().length;
        optimiserState += slot.model().optimiserState().length;
        outerState += slot.outerValues().length;
        if (slot.workerState().isPresent()) {
          write(slot.slice(), slot.workerState().get());
        }
      }
    }
    return written();
  }

  private void append(OutputStream out, float[] values) throws IOException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw TrainingDiverged.byParameters(checkpoint, value);
      }
    }
    FloatFile.append(out, values);
  }

  /** Hidden states are needed to go on within an epoch: at its start they are zero. */
  private void write(int worker, WorkerState all) throws IOException {
    WorkerState own =
        checkpoint.open().isPresent()
            ? all
            : new WorkerState(RecurrentState.zero(), all.optimiserState(), all.optimiserSteps());
    if (own.optimiserState().length == 0 && own.lanes().layers().isEmpty()) {
      return;
    }
    String name = CheckpointStore.workerFile(worker);
    try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(create(name)))) {
      WorkerStateFile.write(out, own);
    }
  }

  private OutputStream create(String name) throws IOException {
    CRC32C sum = new CRC32C();
    sums.put(name, sum);
    return new CheckedOutputStream(files.create(new Path(folder, name)), sum);
  }

  private CheckpointFiles written() throws IOException {
    SortedMap<String, CheckpointFiles.Written> written = new TreeMap<>();
    for (Map.Entry<String, CRC32C> file : sums.entrySet()) {
      long bytes = files.getFileStatus(new Path(folder, file.getKey())).getLen();
      written.put(file.getKey(), CheckpointFiles.Written.of(bytes, file.getValue()));
    }
    return new CheckpointFiles(written);
  }

  long parameters() {
    return parameters;
  }

  long optimiserState() {
    return optimiserState;
  }

  long outerState() {
    return outerState;
  }
}
