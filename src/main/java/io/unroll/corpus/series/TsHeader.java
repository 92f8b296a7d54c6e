package io.unroll.corpus.series;

import io.unroll.config.ExampleFiles;
import io.unroll.config.InvalidInput;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;

/**
 * Head of a {@code .ts} file of the UCR and UEA archives.
 *
 * @param dataOffset byte at which {@code @data} stands
 * @param dimensions numbers of a step
 * @param labels those that there may be; all, if empty
 */
record TsHeader(long dataOffset, int dimensions, List<String> labels) implements Serializable {
  private static final String DATA = "@data";

  /**
   * Reads the head of a file.
   *
   * @throws InvalidInput if it is none, or tells of series that cannot be read
   */
  static TsHeader read(SourceFile file, ExampleFiles settings, Configuration hadoop) {
    Map<String, String> values = new TreeMap<>();
    OptionalInt fields = OptionalInt.empty();
    long dataOffset = Long.MAX_VALUE;
    try (LineReader lines = new LineReader(file.whole(), settings, hadoop)) {
      while (lines.hasNext() && fields.isEmpty()) {
        SourceLine line = lines.next();
        String text = text(line).strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        if (dataOffset != Long.MAX_VALUE) {
          fields = OptionalInt.of(text.split(":", -1).length);
        } else if (text.toLowerCase(Locale.ROOT).equals(DATA)) {
          dataOffset = line.offset();
        } else if (text.startsWith("@")) {
          String[] parts = text.substring(1).split("\\s+", 2);
          values.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? "" : parts[1].strip());
        } else {
          throw invalid(
              file, line.offset(), "the head must be lines that start with @ or #, up to @data");
        }
      }
    }
    return of(file, values, fields, dataOffset);
  }

  private static String text(SourceLine line) {
    if (line instanceof SourceLine.Unreadable bad) {
      throw invalid(bad.file(), bad.offset(), bad.found());
    }
    return ((SourceLine.Text) line).text();
  }

  private static TsHeader of(
      SourceFile file, Map<String, String> values, OptionalInt fields, long dataOffset) {
    List<String> problems = new ArrayList<>();
    if (dataOffset == Long.MAX_VALUE) {
      problems.add("must have a line @data, after which the series stand");
    }
    if (isTrue(values, "timestamps")) {
      problems.add("must hold evenly spaced values, but @timeStamps is true; write values alone");
    }
    String[] classes = values.getOrDefault("classlabel", "").split("\\s+", -1);
    if (!classes[0].toLowerCase(Locale.ROOT).equals("true")) {
      problems.add(
          "must hold classes, but @classLabel is "
              + (classes[0].isEmpty() ? "missing" : classes[0]));
    }
    Optional<String> said = Optional.ofNullable(values.get("dimensions"));
    int dimensions = Math.max(1, fields.orElse(2) - 1);
    if (said.isPresent() && !said.get().matches("[1-9][0-9]{0,5}")) {
      problems.add("@dimensions must be a whole number of at least 1, got " + said.get());
    } else if (said.isPresent()) {
      dimensions = Integer.parseInt(said.get());
    } else if (isTrue(values, "univariate")) {
      dimensions = 1;
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(
          problems.stream().map(problem -> file.path() + ": " + problem).toList());
    }
    TreeSet<String> labels = new TreeSet<>(Arrays.asList(classes).subList(1, classes.length));
    return new TsHeader(dataOffset, dimensions, List.copyOf(labels));
  }

  private static boolean isTrue(Map<String, String> values, String key) {
    return values.getOrDefault(key, "").toLowerCase(Locale.ROOT).equals("true");
  }

  private static InvalidInput invalid(SourceFile file, long offset, String what) {
    return new InvalidInput(file.path() + ", byte " + offset + ": " + what);
  }
}
