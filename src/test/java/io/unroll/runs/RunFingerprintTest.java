package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.training.Fingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunFingerprintTest {

  private static Settings addition(String... overrides) {
    return SettingsLoader.load(Path.of("conf/addition.conf"), List.of(overrides));
  }

  private static Fingerprint of(Settings settings) {
    return RunFingerprint.of(settings, "shards", Optional.empty());
  }

  /** A setting that a later version adds is not in the text as long as it has its default. */
  @Test
  void text_settingsAtTheirDefaults_areNotInIt() {
    String text = RunFingerprint.text(addition());
    assertThat(text).doesNotContain("maxSkippedShare");
    assertThat(text).doesNotContain("retraining");
    assertThat(RunFingerprint.text(addition("training.stopping.maxSkippedShare=0.5")))
        .contains("0.5");
  }

  @Test
  void of_whatTrainsNothing_isTheSame() {
    assertEquals(of(addition()).current(), of(addition("name=other")).current());
  }

  @Test
  void of_anyOtherSetting_differs() {
    String plain = of(addition()).current();
    for (String other :
        List.of("seed=9", "model.hidden=17", "training.workers=3", "backend.threads=2")) {
      assertNotEquals(plain, of(addition(other)).current(), other);
    }
    assertNotEquals(plain, RunFingerprint.of(addition(), "others", Optional.empty()).current());
    assertNotEquals(plain, RunFingerprint.of(addition(), "shards", Optional.of("a")).current());
  }

  /** Accepts fingerprints of checkpoints from before the settings of training stood in blocks. */
  @Test
  void of_theTextUnderOldNames_isAnEarlierOne() {
    Settings settings =
        addition("training.averaging.outer=bmuf", "training.averaging.outerRate=0.5");
    String before =
        """
        {"corpus":{"type":"addition"},\
        "model":{"embedding":32,"hidden":128,"rightToLeft":true,"type":"encoder-decoder"},\
        "shards":{"batchSize":64,"buckets":8,"maxLength":64},\
        "training":{"clipNorm":1.0,"epochs":20,"learningRate":0.004,"learningRateDecay":0.92,\
        "outer":"bmuf","outerRate":0.5}}""";
    assertEquals(List.of(Hashes.sha256(before + "shards")), List.copyOf(of(settings).earlier()));
  }
}
