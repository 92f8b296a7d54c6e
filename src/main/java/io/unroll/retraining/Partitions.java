package io.unroll.retraining;

import io.unroll.config.InvalidInput;
import io.unroll.config.RetrainingSettings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files behind a pattern with a date in it, on any Hadoop file system. */
public final class Partitions {
  private static final String ANY_DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";
  private static final Pattern GLOB_SIGNS = Pattern.compile("[{}\\[\\]*?,\\\\]");

  private Partitions() {}

  /**
   * Returns all files of partitions up to a date, by date and then by path; hidden ones (names that
   * start with {@code .} or {@code _}) and empty ones are left out.
   *
   * @param pattern with {@value RetrainingSettings#DATE} where the date stands
   * @throws InvalidInput if the pattern cannot be read, or a name cannot be part of a glob
   */
  public static List<DataFile> upTo(String pattern, LocalDate last, Configuration hadoop) {
    List<DataFile> found = new ArrayList<>();
    try {
      Path glob = new Path(pattern.replace(RetrainingSettings.DATE, ANY_DATE));
      FileSystem files = glob.getFileSystem(hadoop);
      FileStatus[] matches = files.globStatus(glob);
      for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
        Optional<LocalDate> date = date(pattern, match.getPath().toUri().getPath());
        if (date.isPresent() && !date.get().isAfter(last)) {
          addFiles(files, match, date.get().toString(), found);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(
          "retraining.partitions: cannot read %s: %s".formatted(pattern, e.getMessage()));
    }
    found.sort(Comparator.comparing(DataFile::date).thenComparing(DataFile::path));
    return List.copyOf(found);
  }

  private static void addFiles(
      FileSystem files, FileStatus status, String date, List<DataFile> found) throws IOException {
    String name = status.getPath().getName();
    if (name.startsWith(".") || name.startsWith("_")) {
      return;
    }
    if (status.isDirectory()) {
      for (FileStatus child : files.listStatus(status.getPath())) {
        addFiles(files, child, date, found);
      }
      return;
    }
    if (status.getLen() > 0) {
      String path = status.getPath().toString();
      if (GLOB_SIGNS.matcher(path).find()) {
        throw new InvalidInput(path + ": a night's files must have names without {}[]*?,\\");
      }
      found.add(new DataFile(date, path, status.getLen(), status.getModificationTime()));
    }
  }

  /** Returns the date in a path, which may hold others: it is the one where the pattern has it. */
  private static Optional<LocalDate> date(String pattern, String path) {
    String own = new Path(pattern).toUri().getPath();
    String before =
        own.substring(0, own.indexOf(RetrainingSettings.DATE)).replaceFirst("^(\\./)+", "");
    Matcher matcher = Pattern.compile(expression(before) + "(" + ANY_DATE + ")").matcher(path);
    try {
      return matcher.find() ? Optional.of(LocalDate.parse(matcher.group(1))) : Optional.empty();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(path + " names no day: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the glob before the date, whose signs other than * and ? are rare enough to mean
   * themselves.
   */
  private static String expression(String glob) {
    return Arrays.stream(glob.split("(?<=[*?])|(?=[*?])"))
        .map(
            part ->
                switch (part) {
                  case "*" -> "[^/]*";
                  case "?" -> "[^/]";
                  default -> Pattern.quote(part);
                })
        .collect(Collectors.joining());
  }

  /**
   * Returns one pattern that matches just these files.
   *
   * @throws IllegalArgumentException if there are none, or they are on several file systems
   */
  public static String glob(List<DataFile> files) {
    List<Path> paths = files.stream().map(file -> new Path(file.path())).toList();
    List<String> roots =
        paths.stream().map(path -> path.toUri().resolve("/").toString()).distinct().toList();
    if (roots.size() != 1) {
      throw new IllegalArgumentException("files must be on one file system, got " + roots);
    }
    return paths.size() == 1
        ? paths.get(0).toString()
        : roots.get(0)
            + paths.stream()
                .map(path -> path.toUri().getPath().substring(1))
                .collect(Collectors.joining(",", "{", "}"));
  }
}
