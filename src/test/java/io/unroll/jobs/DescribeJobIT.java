package io.unroll.jobs;

import static io.unroll.jobs.Commands.unroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Output of {@code describe} for a settings file, a small run and each part of it. */
class DescribeJobIT {
  @TempDir static Path folder;
  private static Path settings;
  private static Path out;
  private static JsonNode report;

  @BeforeAll
  static void run() throws IOException {
    settings = Commands.smallAddition(folder);
    out = folder.resolve("out");
    report = Commands.runSmall(settings, out);
  }

  @Test
  void settings_generatedCorpus_showTheNetworkTheRunBuilt() throws IOException {
    JsonNode before = describe(settings);
    JsonNode after = describe(out);
    assertEquals("settings", before.path("kind").asText());
    assertEquals(after.path("layers"), before.path("layers"));
    assertEquals(after.path("parameters"), before.path("parameters"));
    assertEquals("LSTM 8 -> 16", layer(before, "encoder0").path("type").asText());
    assertEquals("[B, 16, S]", layer(before, "encoder0").path("output").asText());
    assertEquals("[B, 16, T]", layer(before, "decoder0").path("output").asText());
    assertEquals("[B, 32]", layer(before, "finalState0").path("output").asText());
    assertEquals(4 * 16 * (8 + 16 + 1), layer(before, "encoder0").path("parameters").asInt());
  }

  @Test
  void memory_ofABatch_isThatOfParametersAndActivations() throws IOException {
    JsonNode before = describe(settings);
    JsonNode memory = before.path("memory");
    assertEquals(16, memory.path("rows").asInt());
    assertEquals(10, memory.path("steps").asInt());
    long parameters = 4 * before.path("parameters").asLong();
    assertEquals(2 * parameters, memory.path("parametersAndGradient").asLong());
    assertEquals(2 * parameters, memory.path("optimiser").asLong());
    long tokens = before.at("/vocabulary/target").asLong();
    long numbers = 16 * 10 * (2 * 8 + 2 * 16 + 16 + tokens) + 16 * 32;
    assertEquals(2 * 4 * numbers, memory.path("activationsAndGradients").asLong());
  }

  @Test
  void layers_computedByTheKernelOrWhyNot_isSaid() throws IOException {
    assertEquals(
        "native kernel", layer(describe(settings), "decoder0").path("computedBy").asText());
    JsonNode stock = describe(settings, "--set", "backend.kernels=stock");
    assertEquals(
        "stock path: backend.kernels = stock",
        layer(stock, "decoder0").path("computedBy").asText());
  }

  @Test
  void vocabulary_ofATextNotRead_isSaidToBeAssumed() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("text.conf"),
            """
            corpus { type = text, path = none.txt }
            model { type = language-model, hidden = 8, embedding = 4 }
            """);
    JsonNode assumed = describe(text);
    assertThat(assumed.at("/vocabulary/from").asText())
        .as(assumed::toString)
        .contains("placeholder");
    JsonNode given = describe(text, "--vocabulary", "30");
    assertEquals("--vocabulary", given.at("/vocabulary/from").asText());
    assertEquals("[B, 30, T]", layer(given, "output").path("output").asText());
    JsonNode words = describe(text, "--set", "tokens={unit=word,maxSize=500}");
    assertEquals(504, words.at("/vocabulary/source").asInt());
    assertThat(words.at("/vocabulary/from").asText()).as(words::toString).contains("maxSize");
  }

  @Test
  void run_finished_saysWhatItsReportSays() throws IOException {
    JsonNode run = describe(out);
    assertEquals("run", run.path("kind").asText());
    assertEquals("DONE", run.path("status").asText());
    assertEquals(Commands.parametersHash(report), run.path("parametersHash").asText());
    assertEquals(report.at("/data/contentHash"), run.path("contentHash"));
    assertEquals("exactMatch", run.at("/metrics/0/metric").asText());
    assertEquals(report.at("/metrics/exactMatch/value"), run.at("/metrics/0/value"));
    assertEquals(report.path("baselines"), run.path("baselines"));
    assertEquals(2, run.at("/training/epochs").asInt());
    assertEquals(report.at("/training/tokensPerSecond"), run.at("/training/tokensPerSecond"));
    assertEquals(16, run.at("/settings/model/hidden").asInt());
  }

  @Test
  void report_ofARun_hasTheTallyOfItsLayers() {
    JsonNode backend = report.path("backend");
    long kernel = 0;
    long stock = 0;
    for (JsonNode layer : backend.path("layers")) {
      kernel += layer.path("kernelPasses").asLong();
      stock += layer.path("stockPasses").asLong();
    }
    assertEquals(backend.path("kernelPasses").asLong(-1), kernel);
    assertEquals(backend.path("stockPasses").asLong(-1), stock);
  }

  @ParameterizedTest
  @CsvSource({
    "run.json, run",
    "report, run",
    "report/report.json, run",
    "shards, shards",
    "shards/manifest.json, shards",
    "shards/vocabulary-target.json, vocabulary",
    "checkpoints, checkpoint",
    "checkpoints/epoch-00002, checkpoint",
    "checkpoints/epoch-00002/parameters.bin, checkpoint",
    "model, model",
    "model/network.zip, model",
  })
  void part_ofARun_isKnown(String part, String kind) throws IOException {
    assertEquals(kind, describe(out.resolve(part)).path("kind").asText());
    String text = unroll("describe", out.resolve(part)).expect(0).output();
    assertThat(text).startsWith(kind + " " + out);
    assertTrue(text.lines().noneMatch(line -> line.endsWith(" ")), text);
  }

  @Test
  void parts_ofARun_agreeWithIt() throws IOException {
    JsonNode shards = describe(out.resolve("shards"));
    assertEquals(report.at("/data/contentHash"), shards.path("contentHash"));
    assertEquals(report.at("/data/splits/train/batches"), shards.at("/splits/0/batches"));
    JsonNode vocabulary = describe(out.resolve("shards/vocabulary-target.json"));
    assertEquals(shards.at("/vocabularySizes/target"), vocabulary.path("size"));
    assertEquals("<pad>", vocabulary.at("/specials/0").asText());
    JsonNode checkpoint = describe(out.resolve("checkpoints"));
    String hash = Commands.parametersHash(report);
    assertEquals(hash, checkpoint.at("/parameters/sha256").asText());
    assertEquals(2, checkpoint.path("epoch").asInt());
    JsonNode model = describe(out.resolve("model"));
    assertEquals(hash, model.path("parametersHash").asText());
    assertEquals(model.path("parameters"), checkpoint.at("/parameters/values"));
    assertEquals(
        2 * checkpoint.at("/parameters/values").asInt(),
        checkpoint.at("/optimiserState/values").asInt());
  }

  @Test
  void text_andJson_haveTheSameFields() throws IOException {
    String text = unroll("describe", out).expect(0).output();
    Set<String> missing = new TreeSet<>();
    describe(out)
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (text.lines().noneMatch(line -> line.strip().split(" ", 2)[0].equals(name))) {
                missing.add(name);
              }
            });
    assertEquals(Set.of("kind", "path"), missing, text);
    assertThat(text).doesNotContain("{\"");
  }

  private static JsonNode layer(JsonNode description, String name) {
    for (JsonNode layer : description.path("layers")) {
      if (layer.path("name").asText().equals(name)) {
        return layer;
      }
    }
    throw new AssertionError("no layer " + name + " in " + description);
  }

  private static JsonNode describe(Object path, Object... more) throws IOException {
    List<Object> command = new ArrayList<>(List.of("describe", path, "--json"));
    command.addAll(Arrays.asList(more));
    return new ObjectMapper().readTree(unroll(command.toArray()).expect(0).output());
  }
}
