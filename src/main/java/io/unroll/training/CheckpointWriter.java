package io.unroll.training;

import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.network.RecurrentState;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a model's slices, one after the other, into the files of a checkpoint. */
final class CheckpointWriter {
  private final FileSystem files;
  private final Path folder;
  private final boolean withLanes;
  private long parameters;
  private long optimiserState;
  private long outerState;

  /**
   * @param withLanes whether hidden states are needed to go on: not at the start of an epoch
   */
  CheckpointWriter(FileSystem files, Path folder, boolean withLanes) {
    this.files = files;
    this.folder = folder;
    this.withLanes = withLanes;
  }

  void write(Iterator<Slot> slots) throws IOException {
    try (OutputStream model = create(CheckpointStore.PARAMETERS);
        OutputStream optimiser = create(CheckpointStore.OPTIMISER);
        OutputStream outer = create(CheckpointStore.OUTER)) {
      while (slots.hasNext()) {
        Slot slot = slots.next();
        FloatFile.append(model, slot.parameterValues());
        FloatFile.append(optimiser, slot.optimiserValues());
        FloatFile.append(outer, slot.outerValues());
        parameters += slot.parameterValues().length;
        optimiserState += slot.optimiserValues().length;
        outerState += slot.outerValues().length;
        if (slot.workerState().isPresent()) {
          write(slot.slice(), slot.workerState().get());
        }
      }
    }
  }

  private void write(int worker, WorkerState all) throws IOException {
    WorkerState own =
        withLanes ? all : new WorkerState(RecurrentState.zero(), all.optimiserState());
    if (own.optimiserState().length == 0 && own.lanes().layers().isEmpty()) {
      return;
    }
    Path path = CheckpointStore.workerFile(folder, worker);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(files.create(path)))) {
      WorkerStateFile.write(out, own);
    }
  }

  private OutputStream create(String name) throws IOException {
    return files.create(new Path(folder, name));
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
