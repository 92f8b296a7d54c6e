package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.shards.Manifest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerKindTest {
  private static final Manifest.Side TARGET = new Manifest.Side("any", 2, 1);

  @ParameterizedTest
  @CsvSource({
    "char-language-model, '', NATS, true",
    "classifier, 'ham spam', ACCURACY, false",
    "tagger, 'NOUN VERB', ACCURACY, false",
    "tagger, 'O B-PER', SPAN_F1, false",
    "frames, '', FRAMES_NLL, true",
    "forecast, '', RMSE, false",
    "translation, '', BLEU, false",
    "describer, '', BLEU, false",
    "digits, '', EXACT_MATCH, false",
    "addition, '', EXACT_MATCH, false",
  })
  void kind_ofShippedSettings_isJudgedByItsFirstMetric(
      String conf, String labels, Headline headline, boolean forced) {
    Settings settings = SettingsLoader.load(Path.of("conf", conf + ".conf"), paths(conf));
    AnswerKind<?> kind = AnswerKind.of(settings, TARGET, List.of(labels.split(" ")));
    assertEquals(headline, kind.headline());
    assertEquals(headline.metric(), kind.ofNothing().get(0).name());
    assertEquals(headline.higherIsBetter(), kind.ofNothing().get(0).higherIsBetter());
    assertEquals(forced, kind.headline().isForced());
  }

  private static List<String> paths(String conf) {
    return switch (conf) {
      case "addition" -> List.of();
      case "forecast" -> List.of("corpus.path=none", "corpus.timeColumn=date");
      default -> List.of("corpus.path=none");
    };
  }
}
