package io.unroll.jobs;

import static io.unroll.jobs.Commands.parametersHash;
import static io.unroll.jobs.Commands.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same run embedded and on a real cluster: a master and two workers, each its own process. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LocalClusterIT {
  @TempDir static Path folder;
  private static Path settings;
  private static JsonNode embedded;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    settings = Commands.smallAddition(folder);
    embedded = Commands.runSmall(settings, folder.resolve("embedded"));
    cluster = new LocalCluster(folder.resolve("cluster"), 2);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    cluster.close();
    assertFalse(cluster.isRunning());
  }

  @Test
  void run_onTwoExecutors_givesTheSameShardsAndParameters() throws Exception {
    Path out = folder.resolve("submitted");
    Process run = cluster.submit("run.sh", settings, "--out", out);
    cluster.finish(run, "run.sh", LocalCluster.RUN_SECONDS).expect(0);
    assertTrue(cluster.executorFolders().containsAll(List.of("0", "1")));
    assertSameRun(report(out));
  }

  @Test
  void run_executorKilledInTraining_givesTheSameParameters() throws Exception {
    Path out = folder.resolve("killed");
    Commands.unroll("prepare", settings, "--out", out, "--master", "local[2]").expect(0);
    Process run = cluster.submit("run.sh", settings, "--out", out);
    while (run.isAlive() && !cluster.printed().contains("training on spark://")) {
      Thread.sleep(50);
    }
    assertTrue(cluster.anyExecutor().orElseThrow().destroyForcibly());
    cluster.finish(run, "run.sh", LocalCluster.RUN_SECONDS).expect(0);
    assertTrue(cluster.executorFolders().contains("2"), "no executor took the killed one's place");
    assertSameRun(report(out));
  }

  private static void assertSameRun(JsonNode report) {
    assertEquals(embedded.at("/data/contentHash"), report.at("/data/contentHash"));
    assertEquals(parametersHash(embedded), parametersHash(report));
    assertEquals(embedded.path("metrics"), report.path("metrics"));
  }
}
