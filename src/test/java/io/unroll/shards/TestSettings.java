package io.unroll.shards;

import io.unroll.config.BackendSettings;
import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.EvaluationSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.Paths;
import io.unroll.config.SearchSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.ShardSettings;
import io.unroll.config.TokenSettings;
import java.nio.file.Path;
import java.util.List;

/** Settings that differ only in what shapes shards. */
final class TestSettings {
  private static final Shares SHARES = new Shares(0.8, 0.1, 0.1);
  private static final ModelSettings.Stack STACK =
      new ModelSettings.Stack(
          ModelSettings.Cell.LSTM, 1, 8, 8, false, 0, ModelSettings.Initialisation.XAVIER);

  private TestSettings() {}

  static Settings addition(int examples, int maxLength) {
    return settings(
        new CorpusSettings.Addition(2, examples, SHARES),
        new TokenSettings.Characters(),
        new ShardSettings(16, ShardSettings.BatchBy.EXAMPLES, 64, 3, maxLength, 8, 1, 3),
        new ModelSettings.EncoderDecoder(
            STACK,
            false,
            ModelSettings.Attention.NONE,
            ModelSettings.AttentionWiring.AFTER,
            ModelSettings.DecoderStart.LAST,
            false));
  }

  static Settings text(Path path, TokenSettings tokens) {
    return text(path.toString(), tokens);
  }

  static Settings splits(Path train, Path valid, Path test, TokenSettings tokens) {
    return settings(
        CorpusSettings.Text.lines(
            Paths.splits(train.toString(), valid.toString(), test.toString()), SHARES),
        tokens,
        new ShardSettings(4, ShardSettings.BatchBy.EXAMPLES, 64, 3, 8, 8, 2, 3),
        new ModelSettings.LanguageModel(STACK));
  }

  static Settings text(String path, TokenSettings tokens) {
    return settings(
        CorpusSettings.Text.lines(Paths.whole(path), SHARES),
        tokens,
        new ShardSettings(4, ShardSettings.BatchBy.EXAMPLES, 64, 3, 8, 8, 2, 3),
        new ModelSettings.LanguageModel(STACK));
  }

  private static Settings settings(
      CorpusSettings corpus, TokenSettings tokens, ShardSettings shards, ModelSettings model) {
    Settings plain =
        SettingsLoader.parse("name = t, corpus { type = addition }", "test", List.of());
    return new Settings(
        "test",
        7,
        corpus,
        tokens,
        shards,
        model,
        plain.training(),
        new EvaluationSettings(1, 100, SearchSettings.greedy(10), false),
        new BackendSettings(BackendSettings.Device.CPU, BackendSettings.Kernels.AUTO, 1),
        plain.retraining(),
        plain.answering());
  }
}
