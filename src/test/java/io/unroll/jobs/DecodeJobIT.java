package io.unroll.jobs;

import static io.unroll.jobs.Commands.unroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A character language model of a short text, and what it writes. */
class DecodeJobIT {
  private static final String SETTINGS =
      """
      name = verse
      corpus { type = text }
      shards { batchSize = 4, windowLength = 16, laneGroups = 2, files = 1 }
      model { type = language-model, hidden = 24, embedding = 8 }
      training { workers = 2, averaging.every = 8, epochs = 2, learningRate = 0.01 }
      """;

  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void run() throws IOException {
    Path text =
        Files.writeString(folder.resolve("verse.txt"), "row row row your boat\n".repeat(900));
    Path settings = Files.writeString(folder.resolve("verse.conf"), SETTINGS);
    out = folder.resolve("out");
    Object[] command = {
      "run", settings, "--set", "corpus.path=" + text, "--out", out, "--master", "local[2]"
    };
    unroll(command).expect(0);
  }

  @Test
  void run_repetitiveText_isLearned() throws IOException {
    JsonNode report = Commands.report(out);
    double nats = report.at("/metrics/nats/value").asDouble(Double.NaN);
    assertTrue(
        nats < report.at("/baselines/unigram").asDouble(), () -> report.path("metrics") + "");
  }

  @Test
  void report_byRarity_addsUpToTheHeadline() throws IOException {
    JsonNode report = Commands.report(out);
    JsonNode byRarity = report.at("/analysis/groups/1");
    assertEquals("occurrences of the token in training", byRarity.path("by").asText());
    double nats = 0;
    long tokens = 0;
    for (JsonNode group : byRarity.path("figures")) {
      nats += group.path("value").asDouble() * group.path("size").asLong();
      tokens += group.path("size").asLong();
    }
    assertEquals(report.at("/metrics/nats/value").asDouble(), nats / tokens, 1e-9);
  }

  @Test
  void decode_temperatureZero_writesOnTheSameTwice() {
    String text = decode("--temperature", "0");
    assertEquals("row ".length() + 20 + 1, text.length(), text);
    assertThat(text).startsWith("row ");
    assertEquals(text, decode("--temperature", "0"));
  }

  @Test
  void decode_equalSeeds_giveEqualTexts() {
    String text = decode("--temperature", "2", "--seed", "5");
    assertEquals(text, decode("--temperature", "2", "--seed", "5"));
    assertNotEquals(text, decode("--temperature", "2", "--seed", "6"));
  }

  @Test
  void decode_wrongOptions_areRefused() {
    Commands.Outcome cold =
        unroll("decode", out, "--prompt", "row", "--temperature", "-1").expect(2);
    assertThat(cold.errors())
        .as(cold::errors)
        .startsWith("unroll: --temperature must be at least 0");
    assertEquals("", cold.output());
    Commands.Outcome mute = unroll("decode", out).expect(2);
    assertThat(mute.errors()).as(mute::errors).startsWith("unroll: --prompt TEXT is needed");
  }

  private static String decode(Object... more) {
    Object[] command = new Object[6 + more.length];
    System.arraycopy(
        new Object[] {"decode", out, "--prompt", "row ", "--length", "20"}, 0, command, 0, 6);
    System.arraycopy(more, 0, command, 6, more.length);
    return unroll(command).expect(0).output();
  }
}
