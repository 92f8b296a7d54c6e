package io.unroll.config;

import java.util.ArrayList;
import java.util.List;

/** Which model types learn from which corpora. */
final class ModelFit {
  private ModelFit() {}

  /** Adds a violation if the model cannot learn from the corpus. */
  static void check(Checks checks, CorpusSettings corpus, ModelSettings model) {
    List<String> suited = suited(corpus);
    String type = Schema.variantName(model.getClass());
    checks.that(
        model instanceof ModelSettings.None || suited.contains(type),
        "model.type",
        "must be %s for corpus.type = %s, got %s: its examples are %s"
            .formatted(
                suited.isEmpty() ? "none" : String.join(" or ", suited),
                Schema.variantName(corpus.getClass()),
                type,
                examples(corpus)));
  }

  private static List<String> suited(CorpusSettings corpus) {
    List<String> types = new ArrayList<>();
    if (corpus instanceof CorpusSettings.Text) {
      types.add("language-model");
    }
    if (corpus.pairsTexts()) {
      types.add("encoder-decoder");
    }
    if (givesLabel(corpus)) {
      types.add("classifier");
    }
    if (corpus instanceof TaggedSettings
        || (corpus instanceof TableSettings table
            && table.target() == TableSettings.Target.LABELS)) {
      types.add("tagger");
    }
    if (corpus instanceof FramesSettings) {
      types.add("frames");
    }
    if (corpus instanceof AttributesSettings
        || (corpus instanceof ImagesSettings images
            && images.target() == ImagesSettings.Target.WORDS)) {
      types.add("describer");
    }
    if (corpus instanceof AddingProblemSettings || isSeries(corpus, SeriesSettings.Format.TS)) {
      types.add("forecaster");
    }
    return types;
  }

  private static boolean givesLabel(CorpusSettings corpus) {
    return corpus instanceof LabelledSettings
        || (corpus instanceof TableSettings table && table.target() == TableSettings.Target.LABEL)
        || (corpus instanceof ImagesSettings images
            && images.target() == ImagesSettings.Target.LABEL)
        || isSeries(corpus, SeriesSettings.Format.CSV);
  }

  /** Series of any format but this one. */
  private static boolean isSeries(CorpusSettings corpus, SeriesSettings.Format other) {
    return corpus instanceof SeriesSettings series && series.format() != other;
  }

  private static String examples(CorpusSettings corpus) {
    if (corpus instanceof CorpusSettings.Text) {
      return "running text";
    }
    if (corpus.pairsTexts()) {
      return "pairs of source and target";
    }
    if (corpus instanceof FramesSettings) {
      return "sets of pitches";
    }
    if (corpus instanceof AttributesSettings) {
      return "attributes and their texts";
    }
    if (corpus instanceof SeriesSettings || corpus instanceof AddingProblemSettings) {
      return "series of numbers";
    }
    return corpus instanceof ImagesSettings ? "pictures" : "sequences and their labels";
  }
}
