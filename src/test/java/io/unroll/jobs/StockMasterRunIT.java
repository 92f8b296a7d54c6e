package io.unroll.jobs;

import static io.unroll.jobs.Commands.json;
import static io.unroll.jobs.Commands.runSmall;
import static io.unroll.jobs.Commands.unroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run under Deeplearning4j's own master. */
class StockMasterRunIT {
  private static final String[] STOCK = {"--set", "training.averaging.master=dl4j"};

  @TempDir Path folder;

  @Test
  void run_stockMaster_trainsEvaluatesAndReports() throws IOException {
    Path settings = Commands.smallAddition(folder);
    Path out = folder.resolve("stock");
    JsonNode report = runSmall(settings, out, (Object[]) STOCK);
    assertEquals("DONE", json(out.resolve("run.json")).path("status").asText());
    assertEquals("done", report.path("status").asText());
    JsonNode epochs = report.at("/training/epochs");
    assertEquals(2, epochs.size());
    assertTrue(
        epochs.get(1).path("validLoss").asDouble() < epochs.get(0).path("validLoss").asDouble(),
        epochs::toString);
    assertTrue(report.at("/training/tokensPerSecond").asDouble() > 0);
    assertFalse(report.path("backend").path("layers").isMissingNode(), report::toPrettyString);
  }

  @Test
  void run_settingTheStockMasterLeavesAside_isRefusedBeforeTheCorpusIsRead() throws IOException {
    Path out = folder.resolve("refused");
    Commands.Outcome refused =
        unroll(
                "run",
                Commands.smallAddition(folder),
                "--out",
                out,
                "--set",
                "training.averaging.master=dl4j",
                "--set",
                "training.averaging.updaterState=keep")
            .expect(2);
    assertThat(refused.errors())
        .as(refused::errors)
        .contains("training.averaging.updaterState: must be average or reset");
    assertFalse(Files.exists(out.resolve("shards")));
  }
}
