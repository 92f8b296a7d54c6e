package io.unroll.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings file as a thing on disk. */
final class SettingsFile {
  private SettingsFile() {}

  /** {@code addition} for {@code conf/addition.conf}. */
  static String baseName(Path file) {
    return fileName(file).replaceFirst("\\.[^.]*$", "");
  }

  /**
   * Makes sure there is a file to read.
   *
   * @throws InvalidInput if there is none, it is a folder, or it may not be read
   */
  static void requireReadable(Path file) {
    if (!Files.exists(file)) {
      String hint =
          Suggestion.nearest(fileName(file), siblings(file))
              .map(name -> "; did you mean " + file.resolveSibling(name) + "?")
              .orElse("");
      throw new InvalidInput(file + ": there is no such settings file" + hint);
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInput(
          file
              + ": must be a settings file, got a folder; name a file in it, as in "
              + file.resolve("addition.conf"));
    }
    if (!Files.isReadable(file)) {
      throw new InvalidInput(file + ": the settings file may not be read; check its permissions");
    }
  }

  private static List<String> siblings(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isRegularFile).map(SettingsFile::fileName).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String fileName(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
  }
}
