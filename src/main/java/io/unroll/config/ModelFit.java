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
        model.task() == LearningTask.NOTHING || suited.contains(type),
        "model.type",
        "must be %s for corpus.type = %s, got %s: its examples are %s"
            .formatted(
                suited.isEmpty() ? "none" : String.join(" or ", suited),
                Schema.variantName(corpus.getClass()),
                type,
                corpus.contents().examples()));
    model.checkFit(checks, corpus);
  }

  private static List<String> suited(CorpusSettings corpus) {
    List<LearningTask> tasks = corpus.contents().tasks();
    List<String> types = new ArrayList<>();
    Schema.variants(ModelSettings.class)
        .forEach(
            (name, type) -> {
              if (tasks.contains(ModelSettings.task(type))) {
                types.add(name);
              }
            });
    return types;
  }
}
