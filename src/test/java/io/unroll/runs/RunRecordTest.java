package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.layers.backend.KernelTally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Settings SETTINGS =
      SettingsLoader.load(Path.of("conf/addition.conf"), List.of());

  private static ObjectNode started() {
    return RunRecord.started(SETTINGS, "unroll run").json();
  }

  private static ObjectNode written(RunRecord record) throws IOException {
    return (ObjectNode) JSON.readTree(record.json().toString());
  }

  @Test
  void of_whatWasWritten_isTheSame() throws IOException {
    TrainingRecord training =
        new TrainingRecord(List.of(), 0, 3, 2, "all 1 epochs done", "abc", KernelTally.NONE);
    RunRecord record = RunRecord.started(SETTINGS, "unroll run").trained(training);
    RunRecord read = RunRecord.of(written(record));
    assertThat(read.json()).hasToString(record.json().toString());
    assertThat(read.status()).isEqualTo(RunFolder.Status.TRAINED);
    assertThat(read.parsed("run.json")).isEqualTo(SETTINGS);
    assertThat(record.json().fieldNames())
        .toIterable()
        .containsExactly(
            "name", "version", "command", "started", "settings", "status", "updated", "training");
  }

  @Test
  void reached_ofAFileWithKeysOfAnotherVersion_keepsThem() {
    ObjectNode json = started();
    json.put("note", "of a later version");
    ObjectNode next = RunRecord.of(json).reached(RunFolder.Status.DONE).json();
    assertThat(next.path("note").asText()).isEqualTo("of a later version");
    assertThat(next.path("status").asText()).isEqualTo("DONE");
    assertThat(next.path("started")).isEqualTo(json.path("started"));
  }

  @Test
  void of_aDamagedFile_isRefused() {
    for (String key : List.of("status", "settings")) {
      ObjectNode json = started();
      json.remove(key);
      assertThatThrownBy(() -> RunRecord.of(json)).isInstanceOf(IllegalArgumentException.class);
    }
    for (String key : List.of("started", "updated")) {
      ObjectNode json = started().put(key, "yesterday");
      assertThatThrownBy(() -> RunRecord.of(json)).isInstanceOf(DateTimeException.class);
    }
    ObjectNode json = started();
    json.putObject("training").put("bestEpoch", 1);
    assertThatThrownBy(() -> RunRecord.of(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("training must say epochs");
  }
}
