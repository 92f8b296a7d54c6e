package io.unroll.benchmark.parity;

import io.unroll.benchmark.parity.ParityModel.Source;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The beginning of a corpus file.
 *
 * @param characters kept of a text, to the end of the line
 * @param sentences kept of tagged ones
 * @param pairs kept of a sentence and its translation
 */
public record FirstRecords(int characters, int sentences, int pairs) {

  /** Unit of a line that counts towards the limit. */
  private interface Count {
    int of(String line);
  }

  /**
   * The file itself where all of it is used; otherwise a copy of its beginning.
   *
   * @param folder for the copy
   */
  public Path of(Source source, Path file, Path folder) throws IOException {
    return switch (source) {
      case LABELLED -> file;
      case TEXT -> copy(file, folder.resolve("text.txt"), characters, line -> line.length() + 1);
      case TAGGED ->
          copy(file, folder.resolve("tagged.conllu"), sentences, line -> line.isBlank() ? 1 : 0);
      case PAIRS -> copy(file, folder.resolve("pairs.tsv"), pairs, line -> 1);
    };
  }

  /** Copies lines until they have reached the limit. */
  private static Path copy(Path from, Path to, int limit, Count count) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(from);
        BufferedWriter out = Files.newBufferedWriter(to)) {
      int seen = 0;
      String line = in.readLine();
      while (line != null && seen < limit) {
        out.write(line);
        out.write('\n');
        seen += count.of(line);
        line = in.readLine();
      }
    }
    return to;
  }
}
