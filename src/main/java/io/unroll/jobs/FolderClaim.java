package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A command's hold on the folder of its run.
 *
 * <p>A command that fails before it has made anything leaves what it found: a new folder is removed
 * again, a run that was to be replaced is back in its place.
 *
 * @param made whether this command started the run
 * @param existed whether the folder was there before, empty
 * @param replaced where the run that is overwritten waits until there are new shards
 */
record FolderClaim(
    RunFolder folder, FileSystem files, boolean made, boolean existed, Optional<Path> replaced) {

  /**
   * Takes a folder for these settings: a new one, or one whose run is not finished.
   *
   * @throws InvalidInput if it holds a finished run, a run of other settings, or something else
   */
  static FolderClaim take(
      String out, Configuration hadoop, Settings settings, String command, boolean overwrite)
      throws IOException {
    Path root = new Path(out);
    FileSystem files = root.getFileSystem(hadoop);
    Optional<Path> replaced = Optional.empty();
    if (RunFolder.isRun(files, root)) {
      if (!overwrite) {
        RunFolder folder = again(out, RunFolder.open(out, hadoop), settings);
        return new FolderClaim(folder, files, false, true, Optional.of(aside(files, root)));
      }
      replaced = Optional.of(setAside(files, root));
    }
    boolean existed = files.exists(root);
    if (existed && (!files.getFileStatus(root).isDirectory() || !isEmpty(files, root))) {
      throw new InvalidInput(
          "--out "
              + out
              + " must be a new or empty folder, but it "
              + (files.getFileStatus(root).isDirectory() ? "holds other files" : "is a file")
              + "; choose another --out");
    }
    RunFolder folder = RunFolder.create(files, root, hadoop, settings, command);
    return new FolderClaim(folder, files, true, existed, replaced);
  }

  /** Says that there is something to keep now. */
  void keep() throws IOException {
    if (replaced.isPresent()) {
      files.delete(replaced.get(), true);
    }
  }

  /** Undoes the claim, unless there is something to keep. */
  void giveBack() throws IOException {
    Path root = folder.root();
    if (!made) {
      return;
    }
    if (!holdsNothing(root)) {
      keep();
      return;
    }
    files.delete(folder.runFile(), false);
    if (!existed) {
      files.delete(root, true);
    }
    if (replaced.isPresent() && files.exists(replaced.get())) {
      files.delete(root, true);
      if (!files.rename(replaced.get(), root)) {
        throw new IOException("could not rename " + replaced.get() + " back to " + root);
      }
    }
  }

  private boolean holdsNothing(Path root) throws IOException {
    return Arrays.stream(files.listStatus(root))
        .map(FileStatus::getPath)
        .allMatch(path -> path.getName().equals(folder.runFile().getName()));
  }

  private static Path setAside(FileSystem files, Path root) throws IOException {
    Path aside = aside(files, root);
    files.delete(aside, true);
    if (!files.rename(root, aside)) {
      throw new IOException("could not rename " + root + " to " + aside);
    }
    return aside;
  }

  private static Path aside(FileSystem files, Path root) {
    Path whole = files.makeQualified(root);
    return new Path(whole.getParent(), "_replaced-" + whole.getName());
  }

  private static boolean isEmpty(FileSystem files, Path root) throws IOException {
    return files.listStatus(root).length == 0;
  }

  private static RunFolder again(String out, RunFolder folder, Settings settings)
      throws IOException {
    if (folder.status() == RunFolder.Status.DONE) {
      throw new InvalidInput(
          "--out "
              + out
              + " holds a finished run of '"
              + folder.name()
              + "'; choose another --out, or --overwrite to replace it");
    }
    Settings there = folder.settings();
    if (!there.equals(settings)) {
      if (folder.isTrainedOn() || !sameButTraining(there, settings)) {
        throw new InvalidInput(
            "--out "
                + out
                + " holds an unfinished run of other settings; choose another"
                + " --out, repeat its command to go on with it, or --overwrite to replace it");
      }
      folder.adopt(settings);
    }
    return folder;
  }

  /** Whether the same shards and the same network serve both. */
  private static boolean sameButTraining(Settings a, Settings b) {
    return new Settings(
            a.name(),
            a.seed(),
            a.corpus(),
            a.tokens(),
            a.shards(),
            a.model(),
            b.training(),
            b.evaluation(),
            b.backend(),
            b.retraining())
        .equals(b);
  }
}
