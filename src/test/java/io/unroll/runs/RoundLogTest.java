package io.unroll.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.RoundCost;
import io.unroll.averaging.SkippedStep;
import io.unroll.network.TestModels;
import io.unroll.training.RoundSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundLogTest {
  @TempDir Path root;
  private RunFolder folder;

  @BeforeEach
  void begin() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(root.toUri());
    Configuration hadoop = new Configuration();
    FileSystem files = path.getFileSystem(hadoop);
    folder =
        RunFolder.create(
            files, path, hadoop, TestModels.languageModel(1, TestModels.training(1, 1, 1)), "x");
  }

  @Test
  void round_finished_isALineAtOnce() throws IOException {
    try (RoundLog log = new RoundLog(folder)) {
      log.epochStarted(1, 2, 3);
      log.roundFinished(round(1, 1));
      JsonNode line = new ObjectMapper().readTree(lines().get(0));
      assertEquals(2.5, line.path("nats").asDouble());
      assertEquals(0.5, line.at("/seconds/other").asDouble());
      assertEquals(12, line.at("/bytesPerWorker/in").asInt());
      assertEquals(0.25, line.at("/layers/cell0/updateRatio").asDouble());
      assertEquals("bucket 3, position 4", line.at("/skipped/0/batch").asText());
    }
  }

  @Test
  void resumed_roundsThatWereUndone_areTakenOut() throws IOException {
    write(round(1, 1), round(1, 2), round(2, 1), round(2, 2));
    try (RoundLog log = new RoundLog(folder)) {
      log.resumed(1, 1);
      log.epochStarted(2, 2, 3);
      log.roundFinished(round(2, 2));
    }
    assertEquals(List.of("1/1", "1/2", "2/1", "2/2"), places());
  }

  @Test
  void resumed_lineCutOffByACrash_isTakenOut() throws IOException {
    write(round(1, 1));
    Files.writeString(
        root.resolve(RoundLog.FILE), "{\"epoch\": 1, \"rou", StandardOpenOption.APPEND);
    try (RoundLog log = new RoundLog(folder)) {
      log.resumed(1, 0);
    }
    assertEquals(List.of("1/1"), places());
  }

  @Test
  void notResumed_linesOfAnEarlierTry_areGone() throws IOException {
    write(round(1, 1), round(1, 2));
    write(round(1, 1));
    assertEquals(List.of("1/1"), places());
  }

  private void write(RoundSummary... rounds) throws IOException {
    try (RoundLog log = new RoundLog(folder)) {
      log.epochStarted(1, 2, 3);
      for (RoundSummary round : rounds) {
        log.roundFinished(round);
      }
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(root.resolve(RoundLog.FILE));
  }

  private List<String> places() throws IOException {
    List<String> places =
        lines().stream()
            .map(line -> line.replaceFirst("\\{\"epoch\":(\\d+),\"round\":(\\d+),.*", "$1/$2"))
            .toList();
    assertTrue(places.stream().allMatch(place -> place.length() == 3), places::toString);
    return places;
  }

  private static RoundSummary round(int epoch, int round) {
    return new RoundSummary(
        epoch,
        round,
        round,
        2.5,
        100,
        List.of(2.5),
        List.of(new SkippedStep(epoch, round, 0, "bucket 3, position 4")),
        1,
        new TreeMap<>(Map.of("cell0", new LayerNorms(0.5, 0.25))),
        new RoundCost(2, 1.5, 0.1, 0.2, 12, 13));
  }
}
