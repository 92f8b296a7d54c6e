package io.unroll.jobs;

import static io.unroll.jobs.Commands.parametersHash;
import static io.unroll.jobs.Commands.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run, embedded and on a real cluster: a master and three workers, each its own process. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LocalClusterIT {
  private static final int TERMINATED = 143;

  @TempDir static Path folder;
  private static Path settings;
  private static JsonNode embedded;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    settings = Commands.smallAddition(folder);
    embedded = Commands.runSmall(settings, folder.resolve("embedded"));
    cluster = new LocalCluster(folder.resolve("cluster"), 3);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    cluster.close();
    assertFalse(cluster.isRunning());
  }

  /** SIGTERM, then SIGKILL to an executor, then to the driver, all while rounds go on. */
  @Test
  void run_killedInEveryWay_givesTheSameShardsAndParameters() throws Exception {
    Path out = folder.resolve("killed");
    Process stopped = submit(out);
    awaitRound(stopped, out, 1);
    assertTrue(cluster.executorFolders().containsAll(List.of("0", "1")));
    stopped.destroy();
    Commands.Outcome outcome = cluster.finish(stopped, "run.sh", LocalCluster.RUN_SECONDS);
    assertEquals(TERMINATED, outcome.status(), outcome::toString);
    assertThat(outcome.errors()).as(outcome::toString).contains("unroll: stopped after");

    Process killed = submit(out);
    awaitRound(killed, out, rounds(out) + 1);
    assertTrue(cluster.anyExecutor().orElseThrow().destroyForcibly());
    awaitRound(killed, out, rounds(out) + 2);
    killed.descendants().forEach(ProcessHandle::destroyForcibly);
    killed.destroyForcibly().waitFor();

    Process last = submit(out);
    cluster.finish(last, "run.sh", LocalCluster.RUN_SECONDS).expect(0);
    assertThat(cluster.executorFolders())
        .as("no executor took the killed one's place")
        .contains("2");
    assertSameRun(report(out));
  }

  private static Process submit(Path out) throws IOException {
    return cluster.submit(
        List.of("--conf", "spark.speculation=true", "--conf", "spark.speculation.quantile=0.1"),
        "run.sh",
        settings,
        "--set",
        "training.averaging.reduction=executors",
        "--out",
        out);
  }

  private static int rounds(Path out) throws IOException {
    Path log = out.resolve("training.jsonl");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private static void awaitRound(Process run, Path out, int round) throws Exception {
    while (rounds(out) < round) {
      assertTrue(run.isAlive(), () -> "ended before round " + round);
      Thread.sleep(20);
    }
  }

  /** The driver runs on the cluster, too. */
  @Test
  void prepare_textOnTwoExecutors_givesTheSameBytes() throws Exception {
    Path text = folder.resolve("text.txt");
    Files.writeString(
        text,
        IntStream.range(0, 5_000)
            .mapToObj(line -> Long.toString(line * 7919L % 104_729, 36) + " of " + line % 97)
            .collect(Collectors.joining("\n")));
    Path words = folder.resolve("words.conf");
    Files.writeString(
        words,
        "name = words, tokens { unit = subword, size = 264 }, corpus { type = text, path = \""
            + text
            + "\" }");
    Path alone = folder.resolve("alone");
    Commands.unroll("prepare", words, "--out", alone, "--master", "local[1]").expect(0);
    Path out = folder.resolve("spread");
    Process run =
        cluster.submit(List.of("--deploy-mode", "cluster"), "prepare.sh", words, "--out", out);
    cluster.finish(run, "prepare.sh", LocalCluster.RUN_SECONDS).expect(0);
    Map<String, String> expected = hashes(alone.resolve("shards"));
    assertTrue(expected.size() > 5, expected::toString);
    assertEquals(expected, hashes(out.resolve("shards")));
  }

  private static Map<String, String> hashes(Path shards) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(shards)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Hadoop's own checksum files stand beside them on a local file system.
        if (!file.getFileName().toString().endsWith(".crc")) {
          hashes.put(
              shards.relativize(file).toString(), DigestUtils.sha256Hex(Files.readAllBytes(file)));
        }
      }
    }
    return hashes;
  }

  private static void assertSameRun(JsonNode report) {
    assertEquals(embedded.at("/data/contentHash"), report.at("/data/contentHash"));
    assertEquals(parametersHash(embedded), parametersHash(report));
    assertEquals(embedded.path("metrics"), report.path("metrics"));
  }
}
