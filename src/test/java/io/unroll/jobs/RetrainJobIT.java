package io.unroll.jobs;

import static io.unroll.jobs.NightlyData.date;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.files.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights one after the other, as a scheduler would start them. */
class RetrainJobIT {
  private static final int NOT_PROMOTED = 3;

  private static final String SETTINGS =
      """
      name = nights
      corpus { type = labelled, splitBy = source, shares { train = 0.7, valid = 0.1, test = 0.2 } }
      tokens { unit = word, minCount = 2 }
      shards { batchSize = 8, buckets = 2, files = 1 }
      model { type = classifier, cell = gru, hidden = 8, embedding = 8, pooling = max }
      training { workers = 1, averaging.every = 16, learningRate = 0.03, epochs = 6 }
      evaluation { resamples = 200 }
      retraining {
        compareNights = 3, keepRuns = 3
        gates { tolerance = 0.06, minSpeed = 0.01 }
      }
      """;

  @TempDir Path folder;

  private NightlyData data() {
    return new NightlyData(folder.resolve("data"));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Commands.Outcome retrain(Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("retrain", settings(), "--out", home()));
    arguments.addAll(List.of("--set", "retraining.partitions=" + data().pattern()));
    arguments.addAll(Arrays.asList(more));
    return Commands.unroll(arguments.toArray());
  }

  private Path settings() throws IOException {
    return Files.writeString(folder.resolve("nights.conf"), SETTINGS);
  }

  private JsonNode verdict(int day) throws IOException {
    return Commands.json(home().resolve("nights/" + date(day) + "/verdict.json"));
  }

  private String champion() throws IOException {
    return Files.readString(home().resolve("champion")).strip();
  }

  private void promoted(int day, String... overrides) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--date", date(day)));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    Commands.Outcome outcome = retrain(arguments.toArray());
    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals(date(day), champion());
    assertEquals("PROMOTED", verdict(day).path("decision").asText());
  }

  private void notPromoted(int day, String gate, String data) throws IOException {
    String before = champion();
    Commands.Outcome outcome = retrain("--date", date(day));
    assertEquals(NOT_PROMOTED, outcome.status(), outcome::toString);
    assertEquals(before, champion());
    assertEquals(data, verdict(day).path("data").asText());
    assertThat(outcome.output()).as(outcome::toString).contains("✗ " + gate);
  }

  /** Drift on night 5, shuffled labels on night 7, a crash on night 8. */
  @Test
  void nights_ten_promoteOnlyWhatIsBetter() throws IOException {
    data().write(1);
    promoted(1);
    data().write(2);
    promoted(2);
    Commands.Outcome again = retrain("--date", date(2));
    assertEquals("night 2026-11-02 is done: promoted\n", again.expect(0).output());

    data().write(3);
    data().write(4);
    promoted(4);
    assertEquals(2, plan(4).path("fresh").size(), "the night that was skipped");

    data().writeDrifted(5);
    notPromoted(5, "unknownTokens", "SET_ASIDE");
    data().write(6);
    promoted(6);
    assertEquals(1, plan(6).path("fresh").size(), "without what was set aside");

    data().writePoisoned(7);
    notPromoted(7, "earlierMetrics", "SET_ASIDE");

    data().write(8);
    Commands.Outcome crashed =
        Commands.unrollBrokenAt(
            "judging by",
            "retrain",
            settings(),
            "--out",
            home(),
            "--set",
            "retraining.partitions=" + data().pattern(),
            "--date",
            date(8));
    assertEquals(1, crashed.status(), crashed::toString);
    assertEquals(date(6), champion());
    promoted(8);

    data().writeLate(8);
    data().write(9);
    promoted(9, "retraining.rehearse=1");
    assertEquals(2, plan(9).path("fresh").size(), "what came late");
    assertEquals(1, plan(9).path("rehearsed").size(), "the night before once more");

    try (Lease other =
        Lease.take(
            new org.apache.hadoop.fs.Path(home().toUri()), new Configuration(), "2026-11-11")) {
      Commands.Outcome second = retrain("--date", date(10)).expect(2);
      assertThat(second.errors()).as(second::toString).contains(System.getProperty("user.name"));
    }
    retrain("--date", date(3)).expect(2);
    Commands.Outcome nothing = retrain("--date", date(10));
    assertEquals(NOT_PROMOTED, nothing.status(), nothing::toString);
    assertEquals("WAIT", verdict(10).path("data").asText());

    assertReport();
    assertFalse(Files.exists(home().resolve("nights/2026-11-01/model")));
    assertTrue(Files.exists(home().resolve("nights/2026-11-01/verdict.json")));
    Commands.unroll("describe", home()).expect(0);
    assertEquals(date(9), champion());

    retrain("--rollback").expect(0);
    assertEquals(date(8), champion());
    assertEquals(7, Commands.names(home().resolve("champions")).size());
  }

  private JsonNode plan(int day) throws IOException {
    return Commands.json(home().resolve("nights/" + date(day) + "/night.json"));
  }

  private void assertReport() throws IOException {
    JsonNode report = Commands.report(home().resolve("nights/" + date(9)));
    assertAll(
        () -> assertEquals("promoted", report.path("status").asText()),
        () -> assertEquals(10, report.path("gates").size()),
        () -> assertTrue(report.path("baselines").has("champion " + date(8))));
  }

  @Test
  void badInput_namesWhatMustHold() throws IOException {
    data().write(1);
    Commands.Outcome waived = retrain("--waive", "luck").expect(2);
    assertThat(waived.errors()).as(waived::toString).contains("--waive must be one of");
    Commands.Outcome none = Commands.unroll("retrain", settings(), "--out", home()).expect(2);
    assertThat(none.errors()).as(none::toString).contains("retraining.partitions must say");
    Commands.Outcome rollback =
        Commands.unroll("retrain", settings(), "--out", home(), "--rollback").expect(2);
    assertThat(rollback.errors()).as(rollback::toString).contains("no champion to roll back");
  }
}
