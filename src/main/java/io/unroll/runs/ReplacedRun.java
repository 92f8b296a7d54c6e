package io.unroll.runs;

import io.unroll.config.InvalidInput;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The run that {@code --overwrite} replaces: it waits in {@code OUT/_replaced} until the new one
 * has got as far.
 *
 * <p>A run is where its {@code run.json} is. That file leaves last and comes back first, so a move
 * that was cut off can be told from one that was done. Everything here happens under OUT's lease.
 *
 * @param root OUT
 */
public record ReplacedRun(FileSystem files, Path root) {
  private static final String PLACE = "_replaced";
  private static final String REMOVED = "_removed";

  /** Returns the folder in which it waits. */
  Path place() {
    return new Path(root, PLACE);
  }

  /** Returns whether a name in a folder is one that this class gives. */
  static boolean isOwn(String name) {
    return name.equals(PLACE) || name.equals(REMOVED);
  }

  public boolean isWaiting() throws IOException {
    return RunFolder.isRun(files, place());
  }

  /** Brings what was cut off to an end; afterwards OUT holds its newest run. */
  void recover() throws IOException {
    RunFolder.recover(files, root);
    files.delete(new Path(root, REMOVED), true);
    if (!files.exists(place())) {
      return;
    }
    if (isWaiting() && RunFolder.isRun(files, root) && !isSame()) {
      discardIfReached();
    } else {
      restore();
    }
  }

  /** Returns whether the run's file is in both places, as a move by copying leaves it. */
  private boolean isSame() throws IOException {
    return Arrays.equals(RunFolder.bytes(files, root), RunFolder.bytes(files, place()));
  }

  /**
   * Makes room for a new run in OUT. A run that waits already stays: what is in OUT was to follow
   * it and never got as far, and is deleted.
   */
  void setAside() throws IOException {
    if (isWaiting()) {
      clear();
    } else {
      files.mkdirs(place());
      move(root, place(), false);
    }
  }

  /** Puts the run back that waits; what OUT holds is deleted. */
  void restore() throws IOException {
    if (isWaiting()) {
      if (RunFolder.isRun(files, root) && isSame()) {
        files.delete(RunFolder.file(place()), false);
      } else {
        clear();
      }
    }
    move(place(), root, true);
    files.delete(place(), true);
  }

  /** Deletes the run that waits, once that in OUT has got as far. */
  public void discardIfReached() throws IOException {
    Optional<RunFolder.Status> waits = RunFolder.status(files, place());
    Optional<RunFolder.Status> here = RunFolder.status(files, root);
    if (here.isPresent() && (waits.isEmpty() || here.get().compareTo(waits.get()) >= 0)) {
      // By one rename: half a run that waits would look like one that was to come back.
      rename(place(), new Path(root, REMOVED));
      files.delete(new Path(root, REMOVED), true);
    }
  }

  private void clear() throws IOException {
    for (Path part : parts(root, true)) {
      files.delete(part, true);
    }
  }

  private void move(Path from, Path to, boolean runFirst) throws IOException {
    for (Path part : parts(from, runFirst)) {
      rename(part, new Path(to, part.getName()));
    }
  }

  /** Returns all that belongs to a run in a folder, the file that makes it one first or last. */
  private List<Path> parts(Path folder, boolean runFirst) throws IOException {
    List<Path> parts = new ArrayList<>();
    for (FileStatus status : files.listStatus(folder)) {
      Path part = status.getPath();
      String name = part.getName();
      boolean stays = isOwn(name) || Lease.isOwn(name);
      if (!stays) {
        parts.add(RunFolder.isOwn(name) && runFirst ? 0 : parts.size(), part);
      }
    }
    if (!runFirst) {
      List<Path> run = parts.stream().filter(part -> RunFolder.isOwn(part.getName())).toList();
      parts.removeAll(run);
      parts.addAll(run);
    }
    return parts;
  }

  private void rename(Path from, Path to) throws IOException {
    if (files.exists(to)) {
      throw new InvalidInput(
          "%s: must not be there while %s is; a move was cut off: delete the one that is not whole"
              .formatted(to, from));
    }
    ExclusiveFile.move(files, from, to);
  }
}
