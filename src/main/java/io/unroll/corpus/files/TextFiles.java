package io.unroll.corpus.files;

import io.unroll.config.InvalidInput;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The plain text files behind a path of the settings, sorted by path.
 *
 * @param setting where the path was given, such as {@code corpus.path}
 * @param pattern the path as given
 */
public record TextFiles(String setting, String pattern, List<TextFile> files)
    implements Serializable {

  /** One file: its full URI, its bytes on disk and when it last changed. */
  public record TextFile(String path, long bytes, long modifiedMillis) implements Serializable {}

  /**
   * Finds a file, the files below a directory, or those that match a glob; hidden ones (names that
   * start with {@code .} or {@code _}) are left out.
   *
   * @throws InvalidInput if nothing matches, what matches cannot be read, or all files are empty
   */
  public static TextFiles find(Configuration hadoop, String setting, String pattern) {
    List<FileStatus> found = new ArrayList<>();
    try {
      Path path = new Path(pattern);
      FileSystem system = path.getFileSystem(hadoop);
      List<FileStatus> matches = matches(system, path);
      if (matches.isEmpty()) {
        throw new InvalidInput(setting + ": no file matches " + pattern);
      }
      for (FileStatus match : matches) {
        addFiles(system, match, found);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(setting + ": cannot read " + pattern + ": " + e.getMessage());
    }
    TextFiles files =
        new TextFiles(
            setting,
            pattern,
            found.stream()
                .map(f -> new TextFile(f.getPath().toString(), f.getLen(), f.getModificationTime()))
                .sorted(Comparator.comparing(TextFile::path))
                .toList());
    if (files.bytes() == 0) {
      throw files.withoutText();
    }
    return files;
  }

  /** Bytes on disk, compressed files as they are. */
  public long bytes() {
    return files.stream().mapToLong(TextFile::bytes).sum();
  }

  /** The error for files that hold no text. */
  public InvalidInput withoutText() {
    return new InvalidInput(
        "%s: no text in %s: %s files, %s bytes read"
            .formatted(setting, pattern, files.size(), bytes()));
  }

  // A name that exists is meant as it is, also if it holds glob characters.
  private static List<FileStatus> matches(FileSystem system, Path path) throws IOException {
    try {
      return List.of(system.getFileStatus(path));
    } catch (FileNotFoundException e) {
      FileStatus[] matches = system.globStatus(path, file -> !isHidden(file));
      return matches == null ? List.of() : List.of(matches);
    }
  }

  private static void addFiles(FileSystem system, FileStatus status, List<FileStatus> found)
      throws IOException {
    if (!status.isDirectory()) {
      found.add(status);
      return;
    }
    for (FileStatus child : system.listStatus(status.getPath())) {
      if (!isHidden(child.getPath())) {
        addFiles(system, child, found);
      }
    }
  }

  private static boolean isHidden(Path path) {
    return path.getName().startsWith(".") || path.getName().startsWith("_");
  }
}
