package io.unroll.corpus.records;

import io.unroll.config.InvalidInput;
import io.unroll.config.ParallelSettings;
import io.unroll.config.Paths;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.TextFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Pairs of files, one line of the one with the same line of the other. */
final class AlignedFiles {
  private static final List<String> ENDINGS = List.of("", ".gz", ".bz2");

  private final JavaSparkContext spark;
  private final ParallelSettings settings;
  private final RecordSides sides;
  private final List<TextFiles.TextFile> files = new ArrayList<>();

  AlignedFiles(JavaSparkContext spark, ParallelSettings settings, RecordSides sides) {
    this.spark = spark;
    this.settings = settings;
    this.sides = sides;
  }

  /**
   * Finds the files and counts their lines.
   *
   * @throws InvalidInput if a file is missing
   */
  Corpus corpus() {
    Paths paths = settings.paths();
    List<Corpus.Part> parts = new ArrayList<>();
    if (paths.path().isPresent()) {
      parts.add(part(Optional.empty(), "corpus.path", paths.path()));
    } else {
      parts.add(part(Optional.of(Split.TRAIN), "corpus.train", paths.train()));
      parts.add(part(Optional.of(Split.VALID), "corpus.valid", paths.valid()));
      parts.add(part(Optional.of(Split.TEST), "corpus.test", paths.test()));
    }
    Corpus.Side text = Corpus.Side.of(Content.Kind.TEXT);
    return new Corpus(text, text, List.copyOf(files), parts);
  }

  private Corpus.Part part(Optional<Split> split, String setting, Optional<String> prefix) {
    String path = prefix.orElseThrow(() -> new InvalidInput(setting + ": must be set"));
    SourceFile source = find(setting, path, settings.suffixes().sourceSuffix());
    SourceFile target = find(setting, path, settings.suffixes().targetSuffix());
    return new Corpus.Part(split, readings(source, target));
  }

  private JavaRDD<Reading> readings(SourceFile source, SourceFile target) {
    spark.setJobDescription("prepare: counting lines");
    boolean whole = source.compressed() || target.compressed();
    LineCounts sources = count(source, whole);
    LineCounts targets = count(target, whole);
    FileSlices slices = new FileSlices(spark);
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    AlignedLines reader = new AlignedLines(settings.files(), sides);
    JavaRDD<Reading> pairs =
        slices
            .distribute(AlignedLines.stretches(sources, targets))
            .flatMap(stretch -> reader.read(stretch, hadoop.value()));
    List<Reading> damage = new ArrayList<>(sources.damage());
    damage.addAll(targets.damage());
    return damage.isEmpty() ? pairs : pairs.union(spark.parallelize(damage, 1));
  }

  private LineCounts count(SourceFile file, boolean whole) {
    FileSlices slices = new FileSlices(spark);
    List<FileSlice> cut = whole ? List.of(file.whole()) : slices.cut(List.of(file));
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return LineCounts.of(
        cut,
        slices.distribute(cut).map(slice -> LineCounts.count(slice, hadoop.value())).collect());
  }

  private SourceFile find(String setting, String prefix, Optional<String> suffix) {
    Configuration hadoop = spark.hadoopConfiguration();
    String name = prefix + "." + suffix.orElseThrow();
    String existing =
        ENDINGS.stream()
            .map(ending -> name + ending)
            .filter(path -> exists(hadoop, setting, path))
            .findFirst()
            .orElse(name);
    TextFiles found = TextFiles.find(hadoop, setting, existing);
    if (found.files().size() != 1) {
      throw new InvalidInput(
          "%s: %s must be one file, got %s: with suffixes, a path is the beginning of two names"
              .formatted(setting, name, found.files().size()));
    }
    TextFiles.TextFile file = found.files().get(0);
    files.add(file);
    return SourceFile.of(files.size() - 1, file, new CompressionCodecFactory(hadoop));
  }

  private static boolean exists(Configuration hadoop, String setting, String path) {
    try {
      Path file = new Path(path);
      FileSystem system = file.getFileSystem(hadoop);
      return system.exists(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInput(setting + ": cannot read " + path + ": " + e.getMessage());
    }
  }
}
