package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.corpus.EmbeddedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program's hold on the folder of a run. */
final class RunIT {
  @TempDir Path folder;

  private interface Use {
    void of(Settings settings, String out, SparkSession spark) throws IOException;
  }

  private void with(String model, Use use) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("small.conf"),
            "name = small, corpus { type = addition, digits = 1, examples = 200 }, model { %s }"
                .formatted(model));
    Settings settings = SettingsLoader.load(file, List.of());
    EmbeddedSpark.with(
        2,
        spark -> {
          try {
            use.of(settings, folder.resolve("run").toString(), spark);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return "";
        });
  }

  @Test
  void close_beforeAnyStage_leavesNoFolder() throws IOException {
    with(
        "type = encoder-decoder", (settings, out, spark) -> Run.open(settings, out, spark).close());
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void close_afterAStage_keepsWhatItMade() throws IOException {
    with(
        "type = encoder-decoder",
        (settings, out, spark) -> {
          try (Run run = Run.open(settings, out, spark)) {
            assertThat(run.prepare().contentHash()).isNotEmpty();
          }
          RunFolder made = RunFolder.open(out, spark.sparkContext().hadoopConfiguration());
          assertThatThrownBy(() -> SplitCounts.read(made))
              .hasMessageContaining("must be trained first");
        });
    assertThat(folder.resolve("run/shards/manifest.json")).exists();
  }

  @Test
  void open_settingsThatCannotTrain_leavesNoFolder() throws IOException {
    with(
        "type = none",
        (settings, out, spark) ->
            assertThatThrownBy(() -> Run.open(settings, out, spark))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("model.type"));
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void open_whileItIsOpen_isRefused() throws IOException {
    with(
        "type = encoder-decoder",
        (settings, out, spark) -> {
          try (Run run = Run.open(settings, out, spark)) {
            assertThatThrownBy(() -> Run.open(settings, out, spark))
                .isInstanceOf(InvalidInput.class);
          }
        });
  }
}
