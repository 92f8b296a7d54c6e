package io.unroll.corpus.files;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.InvalidInput;
import io.unroll.config.Paths;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaRDD;

/** The files of a corpus of examples, by the split that the settings give them. */
public record SourceParts(List<Part> parts, Shares shares) {

  /** The files of one setting, such as {@code corpus.train}. */
  public record Part(Optional<Split> split, TextFiles found, List<SourceFile> files) {
    public String setting() {
      return found.setting();
    }
  }

  /**
   * Finds the files that the settings name.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  public static SourceParts find(Configuration hadoop, CorpusSettings.FromExampleFiles settings) {
    return find(hadoop, "corpus.", settings.paths(), settings.files().shares());
  }

  /** Finds the files of paths that stand below {@code prefix} in the settings. */
  public static SourceParts find(Configuration hadoop, String prefix, Paths paths, Shares shares) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<Part> parts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int[] ordinal = {0};
    patterns(paths)
        .forEach(
            (split, pattern) -> {
              String setting = prefix + split.map(Split::label).orElse("path");
              try {
                TextFiles found = TextFiles.find(hadoop, setting, pattern);
                List<SourceFile> files =
                    found.files().stream()
                        .map(file -> SourceFile.of(ordinal[0]++, file, codecs))
                        .toList();
                parts.add(new Part(split, found, files));
              } catch (InvalidInput e) {
                problems.addAll(e.problems());
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new SourceParts(List.copyOf(parts), shares);
  }

  private static Map<Optional<Split>, String> patterns(Paths paths) {
    Map<Optional<Split>, String> patterns = new LinkedHashMap<>();
    paths.path().ifPresent(path -> patterns.put(Optional.empty(), path));
    paths.train().ifPresent(path -> patterns.put(Optional.of(Split.TRAIN), path));
    paths.valid().ifPresent(path -> patterns.put(Optional.of(Split.VALID), path));
    paths.test().ifPresent(path -> patterns.put(Optional.of(Split.TEST), path));
    return patterns;
  }

  /** Returns every file, in order. */
  public List<SourceFile> files() {
    return parts.stream().flatMap(part -> part.files().stream()).toList();
  }

  /** Returns every file as the manifest names it. */
  public List<TextFiles.TextFile> inputs() {
    return parts.stream().flatMap(part -> part.found().files().stream()).toList();
  }

  /** Reads the parts one by one; without valid, a share of train is valid. */
  public Corpus corpus(
      Corpus.Side input, Corpus.Side target, Function<Part, JavaRDD<Reading>> read) {
    List<Corpus.Part> readings = new ArrayList<>();
    for (Part part : parts) {
      JavaRDD<Reading> all = read.apply(part);
      if (part.split().isPresent() && division(part).isPresent()) {
        readings.addAll(carve(all, division(part).get()));
      } else {
        readings.add(new Corpus.Part(part.split(), all));
      }
    }
    return new Corpus(input, target, inputs(), List.copyOf(readings));
  }

  /** Returns how a part is divided: by the shares where it is all there is or lacks valid. */
  public Optional<SplitRule> division(Part part) {
    if (part.split().isEmpty()) {
      return Optional.of(new SplitRule(shares));
    }
    boolean carved =
        part.split().get() == Split.TRAIN
            && parts.stream().noneMatch(one -> one.split().equals(Optional.of(Split.VALID)));
    double valid = shares.valid() / (shares.train() + shares.valid());
    return carved ? Optional.of(new SplitRule(new Shares(1 - valid, valid, 0))) : Optional.empty();
  }

  private static List<Corpus.Part> carve(JavaRDD<Reading> training, SplitRule rule) {
    return List.of(
        new Corpus.Part(
            Optional.of(Split.TRAIN),
            training.filter(reading -> split(reading, rule) == Split.TRAIN)),
        new Corpus.Part(
            Optional.of(Split.VALID),
            training.filter(reading -> split(reading, rule) == Split.VALID)));
  }

  private static Split split(Reading reading, SplitRule rule) {
    return reading instanceof Reading.Good good ? rule.split(good.example().group()) : Split.TRAIN;
  }
}
