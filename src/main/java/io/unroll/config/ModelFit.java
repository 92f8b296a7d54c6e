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
    if (model instanceof ModelSettings.Describer describer) {
      checkEncoder(checks, corpus, describer.encoder());
    }
  }

  /** Adds a violation if inputs have another shape than what reads them. */
  private static void checkEncoder(
      Checks checks, CorpusSettings corpus, ModelSettings.Encoder encoder) {
    checks
        .that(
            encoder != ModelSettings.Encoder.DENSE
                || !(corpus instanceof ImagesSettings images)
                || images.as() == ImagesSettings.Steps.VECTOR,
            "model.encoder",
            "must be convolutional or recurrent for pictures step by step, got dense, which reads"
                + " one vector; or take corpus.as = vector")
        .that(
            encoder != ModelSettings.Encoder.CONVOLUTIONAL
                || !(corpus instanceof AttributesSettings attributes)
                || attributes.attributes() == AttributesSettings.Attributes.VECTOR,
            "model.encoder",
            "must be dense or recurrent for corpus.attributes = set, got convolutional: a set is no"
                + " picture");
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
