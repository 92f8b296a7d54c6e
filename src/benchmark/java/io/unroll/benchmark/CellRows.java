package io.unroll.benchmark;

import java.util.List;

/** The rows of {@code cells}: sizes that people train. */
final class CellRows {
  private static final int CHARACTERS = 80;
  private static final int WORDS = 10_000;
  private static final int SUBWORDS = 8000;

  /** In the order of the table. Source and target of the pairs are 30 steps each. */
  static final List<ModelShape> ALL =
      List.of(
          languageModel("character LM 1x256", "lstm", 32, 64, 1, 256, CHARACTERS),
          languageModel("character LM 2x512", "lstm", 32, 64, 2, 512, CHARACTERS),
          languageModel("word LM 2x650", "lstm", 20, 35, 2, 650, WORDS),
          languageModel("character GRU 2x512", "gru", 32, 64, 2, 512, CHARACTERS),
          new ModelShape("encoder-decoder 512", true, "lstm", 64, 30, 1, 512, 512, SUBWORDS));

  private CellRows() {}

  private static ModelShape languageModel(
      String name, String cell, int rows, int steps, int layers, int hidden, int vocabulary) {
    return new ModelShape(name, false, cell, rows, steps, layers, hidden, hidden, vocabulary);
  }
}
