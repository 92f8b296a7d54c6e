package io.unroll.corpus;

import io.unroll.config.InvalidInput;
import io.unroll.config.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaRDD;

/**
 * The files of a corpus of examples.
 *
 * @param files all of them, in order
 */
record ExampleParts(List<TextFiles.TextFile> files, List<Part> parts) {

  /** Files of a given split, or all files if shares divide one path. */
  record Part(Optional<Split> split, List<ExampleFile> files) {}

  /**
   * Finds the files the settings name.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  static ExampleParts find(Configuration hadoop, Paths paths) {
    TextSplits splits = TextSplits.find(hadoop, paths);
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<TextFiles.TextFile> all = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    for (Split split : splits.cut() ? List.of(Split.TRAIN) : List.of(Split.values())) {
      List<ExampleFile> own = new ArrayList<>();
      for (TextFiles.TextFile file : splits.of(split).files()) {
        own.add(of(file, all.size(), codecs));
        all.add(file);
      }
      parts.add(new Part(splits.cut() ? Optional.empty() : Optional.of(split), own));
    }
    return new ExampleParts(all, parts);
  }

  static ExampleFile of(TextFiles.TextFile file, int ordinal, CompressionCodecFactory codecs) {
    boolean compressed = codecs.getCodec(new Path(file.path())) != null;
    return new ExampleFile(ordinal, file.path(), file.bytes(), compressed);
  }

  /** The corpus that reading each part gives. */
  Corpus corpus(
      Content.Kind input, Content.Kind target, Function<List<ExampleFile>, JavaRDD<Reading>> read) {
    return new Corpus(
        Corpus.Side.of(input),
        Corpus.Side.of(target),
        files,
        parts.stream()
            .map(part -> new Corpus.Part(part.split(), read.apply(part.files())))
            .toList());
  }
}
