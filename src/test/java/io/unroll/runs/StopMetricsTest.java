package io.unroll.runs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.evaluation.StopMetrics;
import io.unroll.network.NetworkBlueprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopMetricsTest {

  @ParameterizedTest
  @CsvSource({
    "char-language-model, bitsPerCharacter",
    "word-language-model, perplexity",
    "classifier, auroc",
    "classifier, macroF1",
    "tagger, spanF1",
    "tagger, exactMatch",
    "addition, exactMatch",
    "translation, bleu",
    "translation, chrF2",
    "describer, slotErrorRate",
    "frames, framesNll",
    "forecast, rmse",
  })
  void metric_ofTheModelsReport_isAccepted(String conf, String metric) {
    assertDoesNotThrow(() -> check(conf, metric));
  }

  @ParameterizedTest
  @CsvSource({
    "translation, blue, 'nats, accuracy, bleu, chrF2, wordErrorRate, characterErrorRate,"
        + " exactMatch, tokenAccuracy'",
    "forecast, bleu, 'nats, accuracy, rmse, mae, smape'",
  })
  void metric_ofNoSuchReport_isRefusedWithThoseThereAre(String conf, String metric, String known) {
    InvalidInput refused = assertThrows(InvalidInput.class, () -> check(conf, metric));
    assertEquals(
        List.of(
            "training.stopping.metric: must be a metric of this model, one of "
                + known
                + "; got "
                + metric),
        refused.problems());
  }

  @Test
  void bits_ofClusters_areNotThoseOfCharacters() {
    String clusters = "tokens.clusters=true";
    assertDoesNotThrow(() -> check("char-language-model", "bitsPerCluster", clusters));
    assertThrows(
        InvalidInput.class, () -> check("char-language-model", "bitsPerCharacter", clusters));
  }

  private static void check(String conf, String metric, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("training.stopping.metric=" + metric);
    if (!conf.equals("addition")) {
      options.add("corpus.path=none");
    }
    Settings settings = SettingsLoader.load(Path.of("conf", conf + ".conf"), options);
    AssumedSides sides = AssumedSides.of(settings, Optional.empty());
    StopMetrics.check(settings, NetworkBlueprint.of(settings, sides.source(), sides.target()));
  }
}
