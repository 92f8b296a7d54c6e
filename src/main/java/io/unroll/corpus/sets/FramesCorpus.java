package io.unroll.corpus.sets;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.config.FramesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import io.unroll.corpus.files.SourceRecord;
import io.unroll.corpus.files.SourceRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Pieces of music in JSON, each a list of frames, each a list of the pitches that sound.
 *
 * <p>A file is either one object with the pieces of {@code train}, {@code valid} and {@code test},
 * or one piece after the other. An example is all frames but the last, and all but the first.
 */
public record FramesCorpus(FramesSettings settings) implements Serializable {

  public static Corpus open(SparkSession spark, FramesSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceParts parts = SourceParts.find(context.hadoopConfiguration(), settings);
    Corpus.Side side = Corpus.Side.of(Content.Kind.FRAMES);
    FramesCorpus reader = new FramesCorpus(settings);
    long objects =
        parts.files().stream().filter(f -> isObject(f, context.hadoopConfiguration())).count();
    if (objects == 0) {
      return parts.corpus(
          side,
          side,
          part ->
              reader
                  .items(context, part.files(), JsonItems.Shape.VALUES)
                  .map(item -> item.reading(reader::reading)));
    }
    if (objects < parts.files().size() || parts.parts().get(0).split().isPresent()) {
      throw new InvalidInput(
          parts.parts().get(0).setting()
              + ": a file that is an object holds all splits; it must be given as corpus.path, and"
              + " not beside files of pieces");
    }
    JavaRDD<SourceRecord<JsonItem>> pieces =
        reader.items(context, parts.files(), JsonItems.Shape.SECTIONS);
    List<Corpus.Part> splits = new ArrayList<>();
    for (Split split : Split.values()) {
      splits.add(
          new Corpus.Part(
              Optional.of(split),
              pieces
                  .filter(item -> split(item) == split)
                  .map(item -> item.reading(reader::reading))));
    }
    return new Corpus(side, side, parts.inputs(), List.copyOf(splits));
  }

  // What belongs to no split is a bad record and counts with training.
  private static Split split(SourceRecord<JsonItem> item) {
    return item instanceof SourceRecord.Whole<JsonItem> whole ? split(whole.value()) : Split.TRAIN;
  }

  private static Split split(JsonItem item) {
    return Arrays.stream(Split.values())
        .filter(split -> split.label().equals(item.section()))
        .findFirst()
        .orElse(Split.TRAIN);
  }

  private static boolean isObject(SourceFile file, Configuration hadoop) {
    try (InputStream in = file.open(hadoop)) {
      int first = in.read();
      while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
        first = in.read();
      }
      return first == '{';
    } catch (IOException e) {
      throw new InvalidInput(file.path() + ": cannot be read: " + e.getMessage());
    }
  }

  private JavaRDD<SourceRecord<JsonItem>> items(
      JavaSparkContext spark, List<SourceFile> files, JsonItems.Shape shape) {
    OnMalformed onMalformed = settings.files().onMalformed();
    return SourceRecords.of(
        spark, files, (file, hadoop) -> new JsonItems(file, shape, onMalformed, hadoop));
  }

  private Reading reading(JsonItem item) {
    try {
      String section = item.section();
      if (!section.isEmpty()
          && Arrays.stream(Split.values()).noneMatch(s -> s.label().equals(section))) {
        throw unreadable(
            item,
            "the pieces must be those of train, valid or test, got \"%s\"".formatted(section));
      }
      JsonNode piece = item.json(settings.files().onMalformed());
      double[] frames = frames(item, piece);
      int inner = Math.max(0, frames.length - settings.width());
      Content.Frames input = frames(Arrays.copyOfRange(frames, 0, inner));
      Content.Frames target =
          frames(Arrays.copyOfRange(frames, frames.length - inner, frames.length));
      SourceFile file = item.file();
      String key = file.name() + ":" + (section.isEmpty() ? "" : section + ":") + item.number();
      return new Reading.Good(
          file.index(item.offset()),
          new Readings(settings.files().splitBy()).example(key, input, target),
          item.mended());
    } catch (Unusable e) {
      return item.file().bad(item.offset(), e);
    }
  }

  private Content.Frames frames(double[] values) {
    return new Content.Frames(settings.width(), values);
  }

  private double[] frames(JsonItem item, JsonNode piece) throws Unusable {
    if (!piece.isArray()) {
      throw unreadable(item, "a piece must be a list of frames, got " + kind(piece));
    }
    double[] values = new double[Math.multiplyExact(piece.size(), settings.width())];
    for (int step = 0; step < piece.size(); step++) {
      JsonNode frame = piece.get(step);
      if (!frame.isArray()) {
        throw unreadable(
            item, "frame %s must be a list of pitches, got %s".formatted(step + 1, kind(frame)));
      }
      for (JsonNode pitch : frame) {
        values[step * settings.width() + number(item, step, pitch)] = 1;
      }
    }
    return values;
  }

  private int number(JsonItem item, int step, JsonNode pitch) throws Unusable {
    boolean whole = pitch.isNumber() && pitch.doubleValue() == Math.rint(pitch.doubleValue());
    if (!whole
        || pitch.doubleValue() < settings.lowest()
        || pitch.doubleValue() > settings.highest()) {
      throw unreadable(
          item,
          "frame %s: a pitch must be a whole number from corpus.lowest = %s to corpus.highest = %s, got %s"
              .formatted(step + 1, settings.lowest(), settings.highest(), pitch));
    }
    return (int) pitch.doubleValue() - settings.lowest();
  }

  private static Unusable unreadable(JsonItem item, String what) {
    String section = item.section().isEmpty() ? "" : " of " + item.section();
    return new Unusable(
        DropReason.UNREADABLE, "piece %s%s, %s".formatted(item.number(), section, what));
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
