package io.unroll.corpus.series;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FiniteNumber;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;

/** Reader of a line of a {@code .ts} file: dimensions between colons, then the label. */
record TsSeries(TsHeader header, Readings readings) implements Serializable {

  Reading read(SourceLine.Text line) {
    return line.reading(readings, () -> sides(line.text()));
  }

  private Readings.Sides sides(String line) throws Unusable {
    String[] fields = line.strip().split(":", -1);
    if (fields.length - 1 != header.dimensions()) {
      throw unreadable(
          "must have %s dimensions and a label between colons, got %s dimensions"
              .formatted(header.dimensions(), fields.length - 1));
    }
    Content.Frames frames = frames(fields);
    return new Readings.Sides(frames, new Content.Label(label(fields[fields.length - 1].strip())));
  }

  private Content.Frames frames(String[] fields) throws Unusable {
    int width = header.dimensions();
    int steps = cells(fields[0]).length;
    double[] values = new double[Math.multiplyExact(steps, width)];
    for (int dimension = 0; dimension < width; dimension++) {
      if (fields[dimension].strip().startsWith("(")) {
        throw unreadable("must hold values alone, got timestamps: " + start(fields[dimension]));
      }
      String[] numbers = cells(fields[dimension]);
      if (numbers.length != steps) {
        throw unreadable(
            "must have as many steps in every dimension, got %s in the first and %s in dimension %s"
                .formatted(steps, numbers.length, dimension + 1));
      }
      for (int step = 0; step < steps; step++) {
        values[step * width + dimension] =
            FiniteNumber.parse(
                numbers[step], "step %s of dimension %s".formatted(step + 1, dimension + 1));
      }
    }
    return new Content.Frames(width, values);
  }

  private static String[] cells(String field) {
    return field.isBlank() ? new String[0] : field.split(",", -1);
  }

  private String label(String label) throws Unusable {
    if (label.isEmpty()) {
      throw unreadable("must end in a label, got none");
    }
    if (!header.labels().isEmpty() && !header.labels().contains(label)) {
      throw unreadable(
          "must have a label that @classLabel names, one of %s, got \"%s\""
              .formatted(String.join(", ", header.labels()), label));
    }
    return label;
  }

  private static String start(String field) {
    return field.substring(0, Math.min(20, field.length()));
  }

  private static Unusable unreadable(String found) {
    return new Unusable(DropReason.UNREADABLE, found);
  }
}
