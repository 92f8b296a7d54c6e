package io.unroll.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts of a wanted size, made of copies of a smaller one. */
final class RepeatedText {
  private RepeatedText() {}

  /** Writes whole copies and, at the end, as much of one as is left; cut at a line end. */
  static Path write(Path text, long bytes, Path folder) throws IOException {
    byte[] copy = Files.readAllBytes(text);
    Path file = folder.resolve("text-" + bytes + ".txt");
    try (OutputStream out = Files.newOutputStream(file)) {
      long left = bytes;
      for (; left >= copy.length; left -= copy.length) {
        out.write(copy);
      }
      int last = (int) left;
      while (last > 0 && copy[last - 1] != '\n') {
        last--;
      }
      out.write(copy, 0, last);
    }
    return file;
  }
}
