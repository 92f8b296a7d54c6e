package io.unroll.jobs;

import static io.unroll.jobs.Commands.json;
import static io.unroll.jobs.Commands.parametersHash;
import static io.unroll.jobs.Commands.report;
import static io.unroll.jobs.Commands.runSmall;
import static io.unroll.jobs.Commands.unroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on a task that is done in seconds; one run is shared by all tests. */
class RunJobIT {
  @TempDir static Path folder;
  private static Path settings;
  private static Path first;
  private static JsonNode report;

  @BeforeAll
  static void run() throws IOException {
    settings = Commands.smallAddition(folder);
    first = folder.resolve("first");
    report = runSmall(settings, first);
  }

  @Test
  void run_finished_leavesEverythingThatWasPromised() throws IOException {
    assertEquals("DONE", json(first.resolve("run.json")).path("status").asText());
    assertTrue(Files.exists(first.resolve("shards/_SUCCESS")));
    assertFalse(json(first.resolve("shards/manifest.json")).path("contentHash").asText().isEmpty());
    assertTrue(Files.size(first.resolve("model/network.zip")) > 0);
    for (String name : List.of("report.html", "metrics.tsv", "samples.txt", "counts.json")) {
      assertTrue(Files.size(first.resolve("report").resolve(name)) > 0, name);
    }
    assertEquals(
        List.of("checkpoints", "model", "report", "run.json", "shards", "training.jsonl"),
        Commands.names(first));
  }

  @Test
  void report_ofARun_holdsTheFieldsScriptsRelyOn() throws IOException {
    assertEquals("done", report.path("status").asText());
    double exact = report.at("/metrics/exactMatch/value").asDouble(-1);
    assertTrue(exact >= 0 && exact <= 1, () -> "exactMatch " + exact);
    assertFalse(report.at("/metrics/exactMatch/signature").asText().isEmpty());
    assertEquals(2, report.at("/training/epochs").size());
    assertTrue(report.at("/training/tokensPerSecond").asDouble() > 0);
    assertEquals(2, report.at("/training/workers").asInt());
    assertEquals(0, report.at("/training/skippedSteps").asInt());
    assertThat(parametersHash(report)).matches("[0-9a-f]{64}");
    assertThat(report.at("/provenance/command").asText()).startsWith("./unroll run " + settings);
    JsonNode epochs = report.at("/training/epochs");
    assertTrue(
        epochs.get(1).path("trainLoss").asDouble() < epochs.get(0).path("trainLoss").asDouble());
  }

  @Test
  void run_again_givesTheSameBytes() throws IOException {
    Path second = folder.resolve("second");
    JsonNode again = runSmall(settings, second);
    assertEquals(Commands.bytes(first.resolve("shards")), Commands.bytes(second.resolve("shards")));
    assertEquals(losses(report), losses(again));
    assertEquals(parametersHash(report), parametersHash(again));
    assertEquals(report.path("metrics"), again.path("metrics"));
  }

  @Test
  void run_onOneThread_givesTheSameParameters() throws IOException {
    JsonNode one = runSmall(settings, folder.resolve("one"), "--master", "local[1]");
    assertEquals(parametersHash(report), parametersHash(one));
    assertEquals(losses(report), losses(one));
  }

  @Test
  void run_judgedByAMetricOfItsReport_measuresItAfterEveryEpoch() throws IOException {
    Path out = folder.resolve("judged");
    JsonNode judged = runSmall(settings, out, "--set", "training.stopping.metric=tokenAccuracy");
    JsonNode epochs = judged.at("/training/epochs");
    assertEquals(2, epochs.size());
    for (JsonNode epoch : epochs) {
      double measured = epoch.at("/measured/tokenAccuracy").asDouble(-1);
      assertTrue(measured > 0 && measured <= 1, epoch::toString);
    }
    // Judging changes nothing of what is judged.
    assertEquals(losses(report), losses(judged));
    String page = Files.readString(out.resolve("report/report.html"));
    assertThat(page).as("a curve of the metric").contains("What epochs are judged by");
    assertThat(page).as("norms by layer").contains("id=\"layers\"");
  }

  @Test
  void run_otherSeed_givesOtherParameters() throws IOException {
    JsonNode other =
        runSmall(settings, folder.resolve("seed"), "--set", "seed=4", "--set", "training.epochs=1");
    assertNotEquals(parametersHash(report), parametersHash(other));
  }

  @Test
  void run_finishedFolder_isRefusedUnlessOverwritten() throws IOException {
    Path out = folder.resolve("taken");
    JsonNode before = runSmall(settings, out, "--set", "training.epochs=1");
    Commands.Outcome refused = unroll("run", settings, "--out", out).expect(2);
    assertThat(refused.errors()).as(refused::errors).contains("holds a finished run");
    assertThat(refused.errors()).as(refused::errors).contains("--overwrite");
    assertEquals(before, report(out));

    unroll("prepare", settings, "--out", out, "--master", "local[2]", "--overwrite").expect(0);
    assertEquals(List.of("_replaced", "run.json", "shards"), Commands.names(out));
    assertEquals(before, report(out.resolve("_replaced")), "until the new run is as far");
    Commands.Outcome again =
        unroll("run", settings, "--out", out, "--master", "local[2]").expect(0);
    assertThat(again.output()).as(again::output).doesNotContain("waits");
    assertFalse(Files.exists(out.resolve("_replaced")));
  }

  @Test
  void run_interruptedAfterTheFirstEpoch_resumesToTheSameParameters() throws IOException {
    Path out = folder.resolve("interrupted");
    Commands.unrollBrokenAt("epoch  1/2", "run", settings, "--out", out, "--master", "local[2]")
        .expect(1);
    assertTrue(Files.exists(out.resolve("checkpoints/epoch-00001")));
    assertFalse(Files.exists(out.resolve("model")));

    Commands.Outcome resumed =
        unroll("run", settings, "--out", out, "--master", "local[2]").expect(0);
    assertThat(resumed.output()).as(resumed::output).contains("reused in");
    assertThat(resumed.output()).as(resumed::output).contains("resuming after epoch 1");
    assertEquals(parametersHash(report), parametersHash(report(out)));
    assertEquals(losses(report), losses(report(out)));
  }

  @Test
  void run_interruptedBeforeItsReport_evaluatesWhatIsTrained() throws IOException {
    Path out = folder.resolve("unreported");
    unroll("prepare", settings, "--out", out, "--master", "local[2]").expect(0);
    unroll("train", settings, "--out", out, "--master", "local[2]").expect(0);
    assertEquals("TRAINED", json(out.resolve("run.json")).path("status").asText());
    unroll("evaluate", out, "--master", "local[2]").expect(0);
    assertEquals(parametersHash(report), parametersHash(report(out)));
    assertEquals(report.path("metrics"), report(out).path("metrics"));
  }

  @Test
  void decode_linesOfAFile_areAnsweredOneByOne() throws IOException {
    Path sums = Files.writeString(folder.resolve("sums.txt"), "1+2=\n\n34+5=\n");
    String answers = unroll("decode", first, "--input", sums).expect(0).output();
    assertEquals(3, answers.split("\n", -1).length - 1, answers);
    assertEquals(answers, unroll("decode", first, "--input", sums).expect(0).output());
    assertTrue(answers.lines().allMatch(line -> line.matches("[0-9]{0,6}")), answers);
  }

  @Test
  void decode_asJson_saysHowSureAndWhatWasAttendedTo() throws IOException {
    Path sums = Files.writeString(folder.resolve("json.txt"), "1+2=\n34+5=\n");
    Object[] command = {
      "decode", first, "--input", sums, "--beams", "3", "--best", "2", "--json", "--attention"
    };
    List<String> lines = unroll(command).expect(0).output().lines().toList();
    assertEquals(2, lines.size());
    JsonNode line = new ObjectMapper().readTree(lines.get(1));
    assertEquals("34+5=", line.path("input").asText());
    assertEquals(5, line.path("inputTokens").size());
    JsonNode answers = line.path("answers");
    assertEquals(2, answers.size());
    assertTrue(answers.at("/0/score").asDouble() >= answers.at("/1/score").asDouble());
    int tokens = answers.at("/0/tokens").size();
    assertEquals(tokens, answers.at("/0/attention").size());
    assertEquals(tokens, answers.at("/0/logProbabilities").size());
  }

  @Test
  void decode_badOptions_areRefused() {
    for (Object[] wrong :
        List.of(
            new Object[] {"--beams", "0"},
            new Object[] {"--best", "2"},
            new Object[] {"--top-p", "0"},
            new Object[] {"--max-length", "0"},
            new Object[] {"--table", "x.parquet"},
            new Object[] {"--prompt", "x"})) {
      List<Object> command = new ArrayList<>(List.of("decode", first, "--input", "none.txt"));
      command.addAll(List.of(wrong));
      Commands.Outcome refused = unroll(command.toArray()).expect(2);
      assertThat(refused.errors()).as(refused::errors).startsWith("unroll: --");
      assertThat(refused.errors()).as(refused::errors).contains(wrong[0].toString());
    }
  }

  @Test
  void decode_inputThatIsAFolder_isRefused() {
    Commands.Outcome refused = unroll("decode", first, "--input", first).expect(2);
    assertThat(refused.errors())
        .as(refused::errors)
        .isEqualTo("unroll: --input " + first + ": must be a file, got a folder\n");
  }

  @Test
  void compare_aRunWithItself_isNoDifference() {
    String same = unroll("compare", first, first).expect(0).output();
    assertThat(same).startsWith("exactMatch on ");
    assertThat(same).contains("difference +0.0000");
    assertThat(same).contains("it may be luck");
  }

  private static List<Double> losses(JsonNode report) {
    List<Double> losses = new ArrayList<>();
    for (JsonNode epoch : report.at("/training/epochs")) {
      losses.add(epoch.path("trainLoss").asDouble());
      losses.add(epoch.path("validLoss").asDouble());
    }
    return losses;
  }
}
