package io.unroll.corpus;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.InvalidInput;
import io.unroll.config.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;

/** The files of a corpus of examples, by the split that the settings give them. */
record SourceParts(List<Part> parts, Shares shares) {

  /** The files of one setting, such as {@code corpus.train}. */
  record Part(Optional<Split> split, TextFiles found, List<SourceFile> files) {
    String setting() {
      return found.setting();
    }
  }

  /**
   * Finds the files that the settings name.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  static SourceParts find(Configuration hadoop, CorpusSettings.FromExampleFiles settings) {
    return find(hadoop, "corpus.", settings.paths(), settings.files().shares());
  }

  /** The files of paths that stand below {@code prefix} in the settings. */
  static SourceParts find(Configuration hadoop, String prefix, Paths paths, Shares shares) {
    List<Part> parts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int[] next = {0};
    add(hadoop, prefix + "path", paths.path(), Optional.empty(), parts, problems, next);
    add(hadoop, prefix + "train", paths.train(), Optional.of(Split.TRAIN), parts, problems, next);
    add(hadoop, prefix + "valid", paths.valid(), Optional.of(Split.VALID), parts, problems, next);
    add(hadoop, prefix + "test", paths.test(), Optional.of(Split.TEST), parts, problems, next);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new SourceParts(List.copyOf(parts), shares);
  }

  private static void add(
      Configuration hadoop,
      String setting,
      Optional<String> pattern,
      Optional<Split> split,
      List<Part> parts,
      List<String> problems,
      int[] next) {
    if (pattern.isEmpty()) {
      return;
    }
    try {
      TextFiles found = TextFiles.find(hadoop, setting, pattern.get());
      List<SourceFile> files = new ArrayList<>();
      for (TextFiles.TextFile file : found.files()) {
        files.add(new SourceFile(next[0]++, file.path(), file.bytes()));
      }
      parts.add(new Part(split, found, List.copyOf(files)));
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
    }
  }

  /** Every file, in order. */
  List<SourceFile> files() {
    return parts.stream().flatMap(part -> part.files().stream()).toList();
  }

  /** Every file as the manifest names it. */
  List<TextFiles.TextFile> inputs() {
    return parts.stream().flatMap(part -> part.found().files().stream()).toList();
  }

  /** The corpus whose parts are read one by one; without valid, a share of train is its valid. */
  Corpus corpus(Corpus.Side input, Corpus.Side target, Function<Part, JavaRDD<Reading>> read) {
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

  /**
   * Returns how a part is divided: by the shares if it is the only part, or train without valid.
   */
  Optional<SplitRule> division(Part part) {
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
