package io.unroll.training;

import io.unroll.averaging.ModelState;
import io.unroll.averaging.Slicing;
import io.unroll.averaging.Slot;
import io.unroll.averaging.SlotSource;
import io.unroll.averaging.WorkerState;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Slices of a model, read out of a checkpoint where they are needed.
 *
 * @param folder of the checkpoint
 * @param parameters values in each of the files
 * @param files names of those that were written
 */
record CheckpointSlots(
    String folder,
    SerializableConfiguration hadoop,
    int workers,
    int parameters,
    int optimiserState,
    int outerState,
    Set<String> files)
    implements SlotSource {

  @Override
  public Slot read(int slice, int slices) throws IOException {
    Path path = new Path(folder);
    FileSystem fileSystem = path.getFileSystem(hadoop.value());
    Slicing slicing = new Slicing(slices);
    return Slot.of(
        slice,
        new ModelState(
            part(
                fileSystem, new Path(path, CheckpointStore.PARAMETERS), slicing, slice, parameters),
            part(
                fileSystem,
                new Path(path, CheckpointStore.OPTIMISER),
                slicing,
                slice,
                optimiserState)),
        part(fileSystem, new Path(path, CheckpointStore.OUTER), slicing, slice, outerState),
        slice < workers
            ? Optional.of(own(fileSystem, path, CheckpointStore.workerFile(slice)))
            : Optional.empty());
  }

  private static float[] part(
      FileSystem fileSystem, Path path, Slicing slicing, int slice, int length) throws IOException {
    int from = slicing.from(slice, length);
    int count = slicing.from(slice + 1, length) - from;
    return length == 0 ? new float[0] : FloatFile.read(fileSystem, path, from, count);
  }

  private WorkerState own(FileSystem fileSystem, Path path, String name) throws IOException {
    if (!files.contains(name)) {
      return WorkerState.NONE;
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(fileSystem.open(new Path(path, name))))) {
      return WorkerStateFile.read(in);
    }
  }
}
