package io.unroll.network;

/** The model types, as the tests that take all of them name them. */
enum ModelKind {
  LANGUAGE_MODEL("type = text, path = x"),
  ENCODER_DECODER("type = addition"),
  CLASSIFIER("type = labelled, path = x"),
  TAGGER("type = tagged, path = x"),
  FRAMES("type = frames, path = x"),
  FORECASTER("type = adding-problem"),
  DESCRIBER("type = images, path = x, as = vector, target = words");

  private final String corpus;

  ModelKind(String corpus) {
    this.corpus = corpus;
  }

  /** Settings of a corpus that it can learn from, without a model. */
  String file() {
    String unit = this == TAGGER ? "word" : "character";
    return "name = t, corpus { %s }, tokens.unit = %s".formatted(corpus, unit);
  }
}
