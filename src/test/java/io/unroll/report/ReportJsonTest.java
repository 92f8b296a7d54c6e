package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  @Test
  void report_usual_holdsTheFieldsScriptsRelyOn() throws Exception {
    JsonNode json = parse(ExampleReports.addition());
    assertEquals(1, json.at("/schemaVersion").asInt());
    assertEquals("done", json.at("/status").asText());
    assertEquals("exactMatch", json.at("/headline").asText());
    assertEquals(0.9872, json.at("/metrics/exactMatch/value").asDouble());
    assertThat(json.at("/metrics/exactMatch/signature").asText()).startsWith("split:test|");
    assertEquals(0.0012, json.at("/baselines/most frequent answer").asDouble());
    assertEquals(29_040.4, json.at("/training/tokensPerSecond").asDouble());
    assertEquals(12, json.at("/training/epochs").size());
    assertEquals(2, json.at("/training/epochs/0/workerLosses").size());
    assertTrue(json.at("/training/epochs/0/measured/bleu").asDouble() > 0);
    assertEquals(0.0003, json.at("/training/epochs/0/layers/encoder-1/gradient").asDouble());
    assertEquals(64, json.at("/provenance/parametersHash").asText().length());
    assertThat(json.at("/provenance/command").asText()).startsWith("./unroll run");
    assertEquals(256, json.at("/provenance/settings/model/hidden").asInt());
    assertEquals("2026-11-20T22:00:03Z", json.at("/provenance/started").asText());
    assertEquals(218.0, json.at("/provenance/seconds").asDouble());
  }

  @Test
  void backend_withFallbacks_countsPassesByReason() throws Exception {
    JsonNode usual = parse(ExampleReports.addition()).get("backend");
    assertEquals(1176, usual.at("/kernelPasses").asLong(-1));
    assertEquals(0, usual.at("/stockPasses").asLong(-1));
    assertEquals(0, usual.at("/layers/decoder0/fallbacks").size());
    JsonNode hostile = parse(ExampleReports.hostile()).get("backend");
    assertEquals(1, hostile.at("/kernelPasses").asLong(-1));
    assertEquals(2, hostile.at("/stockPasses").asLong(-1));
    JsonNode layer = hostile.get("layers").elements().next();
    assertEquals(2, layer.get("fallbacks").elements().next().asLong(-1));
  }

  @Test
  void metrics_inTheirOrder_keepIt() throws Exception {
    List<String> names = new ArrayList<>();
    parse(ExampleReports.addition()).at("/metrics").fieldNames().forEachRemaining(names::add);
    assertEquals(List.of("exactMatch", "accuracy", "nats"), names);
  }

  @Test
  void settings_inAnyOrder_areSorted() {
    String json = ReportJson.render(ExampleReports.addition());
    assertTrue(json.indexOf("\"corpus\"") < json.indexOf("\"model\""));
    assertTrue(json.indexOf("\"dropout\"") < json.indexOf("\"type\""));
  }

  @Test
  void report_renderedTwice_isTheSame() {
    assertEquals(
        ReportJson.render(ExampleReports.addition()), ReportJson.render(ExampleReports.addition()));
  }

  @Test
  void figures_notFinite_areNull() throws Exception {
    JsonNode json = parse(ExampleReports.hostile());
    assertTrue(json.at("/metrics").elements().next().get("value").isNull());
    assertTrue(json.at("/training/epochs/0/trainLoss").isNull());
    assertTrue(json.at("/training/epochs/0/validLoss").isNull());
    assertTrue(json.at("/training/epochs/0/workerLosses/1").isNull());
    assertTrue(json.at("/data/paddingShare").isNull());
    String text = ReportJson.render(ExampleReports.hostile());
    assertFalse(text.contains("NaN,") || text.contains("Infinity"));
  }

  @Test
  void figures_leftOut_areNamedWithTheReason() throws Exception {
    JsonNode json = parse(ExampleReports.hostile());
    assertThat(json.at("/leftOut/baseline 5-gram").asText()).startsWith("SparkException");
    assertEquals(0, parse(ExampleReports.addition()).get("leftOut").size());
  }

  @Test
  void samples_hostile_comeBackAsTheyWere() throws Exception {
    JsonNode samples = parse(ExampleReports.hostile()).at("/samples");
    for (int i = 0; i < ExampleReports.HOSTILE.size(); i++) {
      String expected = VisibleText.encodable(ExampleReports.HOSTILE.get(i));
      assertEquals(expected, samples.get(3 * i).get("input").asText());
    }
    assertTrue(samples.get(2).get("reference").isNull());
    assertTrue(samples.get(2).get("correct").isNull());
  }

  @Test
  void training_absent_isNull() throws Exception {
    JsonNode json = parse(ExampleReports.failed());
    assertTrue(json.get("training").isNull());
    assertTrue(json.get("headline").isNull());
    assertEquals(0, json.get("metrics").size());
  }

  private static JsonNode parse(RunReport report) throws Exception {
    return new ObjectMapper().readTree(ReportFiles.render(report).get("report.json"));
  }
}
