package io.unroll.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts of a wanted size, made of copies of a smaller one. */
final class RepeatedText {
  private static final int BUFFER = 1 << 20;

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

  /** Writes a text's parts to files of about the same size, cut at line ends. */
  static List<Path> split(Path text, int parts, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(text), BUFFER)) {
      long share = (Files.size(text) + parts - 1) / parts;
      for (int part = 0; part < parts; part++) {
        Path file = folder.resolve("part-" + part + ".txt");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
          int b = 0;
          for (long i = 0; b >= 0 && (i < share || b != '\n'); i++) {
            b = in.read();
            if (b >= 0) {
              out.write(b);
            }
          }
        }
        files.add(file);
      }
    }
    return files;
  }
}
