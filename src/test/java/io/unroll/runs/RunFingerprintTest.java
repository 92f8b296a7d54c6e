package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.files.Hashes;
import io.unroll.training.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    String plain = of(addition()).current();
    for (String other :
        List.of(
            "name=other",
            "evaluation.beams=4",
            "evaluation.samples=3",
            "answering.onTooLong=skip",
            "retraining.rehearse=2")) {
      assertEquals(plain, of(addition(other)).current(), other);
    }
  }

  /** No setting of it had another name in earlier versions. */
  @Test
  void of_trainingAtItsDefaults_hasOneEarlierForm(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("plain.conf"),
            "name = plain, corpus { type = addition }, model { type = encoder-decoder }");
    assertThat(of(SettingsLoader.load(file, List.of())).earlier()).hasSize(1);
  }

  @Test
  void of_defaultsWrittenOut_isTheSame() {
    String plain = of(addition()).current();
    for (String same :
        List.of(
            "training.stopping.maxSkippedShare="
                + addition().training().stopping().maxSkippedShare(),
            "training.averaging.every=" + addition().training().averaging().every(),
            "backend.threads=" + addition().backend().threads())) {
      assertEquals(plain, of(addition(same)).current(), same);
    }
  }

  /** A metric that needs answers depends on how they are searched. */
  @Test
  void of_evaluationWhereTrainingStopsByItsMetric_differs() {
    String stop = "training.stopping.metric=exactMatch";
    assertNotEquals(
        of(addition(stop)).current(), of(addition(stop, "evaluation.beams=4")).current());
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
    assertThat(of(settings).earlier()).contains(Hashes.sha256(before + "shards"));
  }

  /** Accepts fingerprints of checkpoints from when evaluation and answering still counted. */
  @Test
  void of_theTextWithEvaluation_isAnEarlierOne() {
    Settings settings = addition("evaluation.beams=4", "answering.maxLength=9");
    String before =
        """
        {"answering":{"maxLength":9},\
        "corpus":{"type":"addition"},\
        "evaluation":{"beams":4},\
        "model":{"embedding":32,"hidden":128,"rightToLeft":true,"type":"encoder-decoder"},\
        "shards":{"batchSize":64,"buckets":8,"maxLength":64},\
        "training":{"clipNorm":1.0,"epochs":20,"learningRate":0.004,\
        "learningRateSchedule":{"decay":0.92}}}""";
    assertThat(of(settings).earlier()).contains(Hashes.sha256(before + "shards"));
  }
}
