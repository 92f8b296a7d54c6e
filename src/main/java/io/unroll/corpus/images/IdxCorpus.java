package io.unroll.corpus.images;

import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.ImagesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.Paths;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import io.unroll.corpus.files.SourceRecords;
import io.unroll.corpus.files.TextFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Pictures and labels in IDX files, the format of MNIST. */
final class IdxCorpus {
  private static final String PICTURES = "images-idx3";
  private static final String LABELS = "labels-idx1";

  private IdxCorpus() {}

  /** A file of pictures and that of their labels. */
  private record Pair(SourceFile labels, IdxHeader header) implements Serializable {}

  static Corpus open(SparkSession spark, ImagesSettings settings, SourceParts parts) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceParts labels = labels(context.hadoopConfiguration(), settings, parts);
    Map<Integer, Pair> pairs = pairs(context.hadoopConfiguration(), parts, labels);
    Corpus pictures =
        parts.corpus(
            Corpus.Side.of(Content.Kind.FRAMES),
            ImagesCorpus.target(settings),
            part ->
                SourceRecords.of(context, part.files(), (file, hadoop) -> open(file, pairs, hadoop))
                    .map(item -> item.reading(one -> reading(one, settings))));
    List<TextFiles.TextFile> files = new ArrayList<>(pictures.files());
    files.addAll(labels.inputs());
    return new Corpus(pictures.input(), pictures.target(), files, pictures.parts());
  }

  private static IdxPictures open(SourceFile file, Map<Integer, Pair> pairs, Configuration hadoop) {
    Pair pair = Optional.ofNullable(pairs.get(file.ordinal())).orElseThrow();
    return IdxPictures.open(file, pair.labels, pair.header, hadoop);
  }

  private static Reading reading(IdxPictures.Labelled one, ImagesSettings settings) {
    SourceFile file = one.file();
    return new Reading.Good(
        file.index(one.number()),
        ImagesCorpus.example(
            settings, file.keyOf(one.number()), one.picture(), Integer.toString(one.label())));
  }

  private static SourceParts labels(
      Configuration hadoop, ImagesSettings settings, SourceParts parts) {
    Paths given = settings.labels();
    Shares shares = settings.shares();
    return given.path().isPresent() || given.train().isPresent()
        ? SourceParts.find(hadoop, "corpus.labels.", given, shares)
        : SourceParts.find(hadoop, "corpus.labels.", beside(settings.paths(), parts), shares);
  }

  /** MNIST's own names of the files of labels. */
  private static Paths beside(Paths pictures, SourceParts parts) {
    for (SourceFile file : parts.files()) {
      if (!file.name().contains(PICTURES)) {
        throw new InvalidInput(
            "corpus.labels: must be given where files are not named like MNIST's, as in --set"
                + " corpus.labels.path=FILE; the pictures are in "
                + file.path());
      }
    }
    return new Paths(
        pictures.path().map(IdxCorpus::beside),
        pictures.train().map(IdxCorpus::beside),
        pictures.valid().map(IdxCorpus::beside),
        pictures.test().map(IdxCorpus::beside));
  }

  private static String beside(String path) {
    return path.replace(PICTURES, LABELS);
  }

  private static Map<Integer, Pair> pairs(
      Configuration hadoop, SourceParts pictures, SourceParts labels) {
    List<String> problems = new ArrayList<>();
    if (pictures.files().size() != labels.files().size()) {
      throw new InvalidInput(
          "corpus.labels: must lead to as many files as the pictures, %s, got %s"
              .formatted(pictures.files().size(), labels.files().size()));
    }
    Map<Integer, Pair> pairs = new TreeMap<>();
    Optional<IdxHeader> first = Optional.empty();
    for (int i = 0; i < pictures.files().size(); i++) {
      SourceFile file = pictures.files().get(i);
      SourceFile label = labels.files().get(i);
      try {
        IdxHeader header = IdxHeader.read(file, 3, hadoop);
        IdxHeader expected = first.orElse(header);
        first = Optional.of(expected);
        check(file, header, expected, label, IdxHeader.read(label, 1, hadoop));
        pairs.put(file.ordinal(), new Pair(label, header));
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return pairs;
  }

  private static void check(
      SourceFile file, IdxHeader header, IdxHeader expected, SourceFile label, IdxHeader labels) {
    if (!header.sizes().subList(1, 3).equals(expected.sizes().subList(1, 3))) {
      throw new InvalidInput(
          "%s: pictures must have the height and width of the first file's, %s, got %s"
              .formatted(
                  file.path(), expected.sizes().subList(1, 3), header.sizes().subList(1, 3)));
    }
    if (labels.count() != header.count()) {
      throw new InvalidInput(
          "%s: must hold a label for each of the %s pictures of %s, got %s"
              .formatted(label.path(), header.count(), file.path(), labels.count()));
    }
  }
}
