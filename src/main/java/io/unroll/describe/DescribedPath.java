package io.unroll.describe;

import com.fasterxml.jackson.core.JacksonException;
import io.unroll.config.InvalidInput;
import io.unroll.retraining.Champions;
import io.unroll.retraining.Retrained;
import io.unroll.runs.RunFolder;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Finder of what a path is: folders by what they hold, files by their names.
 *
 * <p>A file of a folder, such as {@code manifest.json}, stands for the folder.
 */
public final class DescribedPath {
  private static final String WHAT =
      "a settings file, the folder of a run, or its shards, model, checkpoints or a vocabulary";

  private final Configuration hadoop;
  private final List<String> overrides;
  private final Optional<Integer> vocabulary;

  /**
   * @param overrides of a settings file
   * @param vocabulary tokens to assume where there are no shards
   */
  public DescribedPath(Configuration hadoop, List<String> overrides, Optional<Integer> vocabulary) {
    this.hadoop = hadoop;
    this.overrides = overrides;
    this.vocabulary = vocabulary;
  }

  /**
   * Describes what is there.
   *
   * @throws InvalidInput if there is nothing, or nothing that this program wrote
   */
  public Description describe(String path) throws IOException {
    try {
      Path place = new Path(path);
      FileSystem files = place.getFileSystem(hadoop);
      if (!files.exists(place) && !isSettings(place)) {
        throw new InvalidInput(path + ": there is no such file or folder; give " + WHAT);
      }
      boolean folder = files.exists(place) && files.getFileStatus(place).isDirectory();
      if ((!overrides.isEmpty() || vocabulary.isPresent()) && (folder || !isSettings(place))) {
        throw new InvalidInput(
            path + ": --set and --vocabulary are for settings files; leave them out");
      }
      return folder ? folder(files, files.makeQualified(place), path) : file(files, place, path);
    } catch (JacksonException e) {
      throw new InvalidInput(path + ": is broken: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | org.apache.hadoop.fs.UnsupportedFileSystemException e) {
      throw new InvalidInput(path + ": cannot be opened: " + e.getMessage());
    }
  }

  private static boolean isSettings(Path place) {
    return place.getName().endsWith(".conf");
  }

  private Description folder(FileSystem files, Path place, String path) throws IOException {
    if (RunFolder.isRun(files, place) || Champions.alias(place, hadoop).isPresent()) {
      return RunDescription.of(Retrained.open(path, hadoop), path);
    }
    if (files.exists(new Path(place, "manifest.json"))) {
      return ShardsDescription.of(place, hadoop, path);
    }
    if (files.exists(new Path(place, ModelFolder.NETWORK))) {
      return NetworkDescription.ofModel(place, hadoop, path);
    }
    if (files.exists(new Path(place, "state.json"))) {
      return CheckpointDescription.of(place, hadoop, path);
    }
    if (files.exists(new Path(place, "report.json"))) {
      Path run = place.getParent();
      return RunDescription.of(RunFolder.open(path(run), hadoop), path(run));
    }
    List<Path> inside = inside(files, place);
    Optional<Path> newest =
        inside.stream().filter(p -> p.getName().startsWith("epoch-")).reduce((a, b) -> b);
    if (newest.isPresent()) {
      return CheckpointDescription.of(newest.get(), hadoop, path(newest.get()));
    }
    throw nothingKnown(files, path, inside);
  }

  private Description file(FileSystem files, Path place, String path) throws IOException {
    Path folder = files.makeQualified(place).getParent();
    String name = place.getName();
    if (isSettings(place)) {
      return NetworkDescription.ofSettings(path, overrides, vocabulary);
    }
    if ((name.startsWith("vocabulary") || name.startsWith("tokenizer")) && name.endsWith(".json")) {
      return VocabularyDescription.of(files, place, path);
    }
    return switch (name) {
      case "run.json",
          "manifest.json",
          "network.zip",
          "settings.json",
          "state.json",
          "parameters.bin",
          "optimiser.bin",
          "best.bin",
          "report.json" ->
          folder(files, folder, path(folder));
      default ->
          throw new InvalidInput(
              path
                  + ": is none of the files of a run, nor a settings file, whose name ends in"
                  + " .conf; give "
                  + WHAT);
    };
  }

  private static String path(Path folder) {
    return folder.toUri().getScheme().equals("file") ? folder.toUri().getPath() : folder.toString();
  }

  private static List<Path> inside(FileSystem files, Path folder) throws IOException {
    return Arrays.stream(files.listStatus(folder)).map(FileStatus::getPath).sorted().toList();
  }

  private static InvalidInput nothingKnown(FileSystem files, String path, List<Path> inside)
      throws IOException {
    List<String> runs = new ArrayList<>();
    for (Path each : inside) {
      if (RunFolder.isRun(files, each)) {
        runs.add(each.getName());
      }
    }
    return new InvalidInput(
        path
            + (runs.isEmpty()
                ? ": holds nothing that can be described; give " + WHAT
                : ": is a folder of runs; name one of them: " + String.join(", ", runs)));
  }
}
