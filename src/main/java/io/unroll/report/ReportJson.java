package io.unroll.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.files.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * report.json: the fields scripts rely on, by the schema in docs/report.md.
 *
 * <p>Keys come in a fixed order (settings and versions sorted), so equal reports are equal bytes.
 * What is absent or not finite is null.
 */
final class ReportJson {
  static final int SCHEMA_VERSION = 1;

  private static final ObjectWriter WRITER = indentedAlikeEverywhere();

  private ReportJson() {}

  static String render(RunReport report) {
    ObjectNode root = JsonTree.object();
    root.put("schemaVersion", SCHEMA_VERSION);
    JsonTree.put(root, "name", report.name());
    JsonTree.put(root, "status", report.status());
    JsonTree.put(root, "task", report.task());
    JsonTree.put(root, "headline", report.headline());
    ObjectNode metrics = root.putObject("metrics");
    report.metrics().forEach((name, metric) -> putMetric(metrics, name, metric));
    root.set("baselines", JsonTree.of(report.baselines()));
    root.set("leftOut", JsonTree.of(report.analysis().leftOut()));
    root.set("analysis", AnalysisJson.of(report.analysis()));
    root.set("training", JsonTree.orNull(report.training().map(ReportJson::training)));
    ArrayNode gates = root.putArray("gates");
    for (RunReport.Condition gate : report.gates()) {
      ObjectNode node = gates.addObject();
      JsonTree.put(node, "name", gate.name());
      node.put("passed", gate.passed());
      JsonTree.put(node, "text", gate.text());
    }
    ArrayNode samples = root.putArray("samples");
    report.samples().forEach(sample -> samples.add(sample(sample)));
    root.set("data", data(report.data()));
    root.set("backend", backend(report.provenance().machine().backend()));
    root.set("provenance", provenance(report.provenance(), report.data().contentHash()));
    try {
      return WRITER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("report.json could not be written", e);
    }
  }

  private static void putMetric(ObjectNode metrics, String name, Metric metric) {
    ObjectNode node = metrics.putObject(VisibleText.encodable(name));
    JsonTree.put(node, "value", metric.value());
    JsonTree.put(node, "signature", metric.signature());
    node.put("higherIsBetter", metric.higherIsBetter());
    metric
        .interval()
        .ifPresent(
            range -> {
              JsonTree.put(node, "low", range.low());
              JsonTree.put(node, "high", range.high());
              JsonTree.put(node, "confidence", range.confidence());
            });
  }

  private static ObjectNode round(Round round) {
    ObjectNode node = JsonTree.object();
    node.put("round", round.number());
    node.put("tokens", round.tokens());
    JsonTree.put(node, "elapsed", round.elapsed());
    JsonTree.put(node, "nats", round.nats());
    JsonTree.put(node, "gradientNorm", round.gradientNorm());
    node.set("phases", JsonTree.of(round.phases()));
    return node;
  }

  private static ObjectNode training(TrainingSummary training) {
    ObjectNode node = JsonTree.object();
    JsonTree.put(node, "unit", training.unit());
    JsonTree.put(node, "tokensPerSecond", training.tokensPerSecond());
    node.put("tokens", training.tokens());
    JsonTree.put(node, "seconds", training.seconds());
    node.put("workers", training.workers());
    node.put("rounds", training.rounds());
    node.put("skippedSteps", training.skippedSteps());
    JsonTree.put(node, "stoppedBecause", training.stoppedBecause());
    JsonTree.put(node, "bestEpoch", training.bestEpoch());
    ArrayNode epochs = node.putArray("epochs");
    training.epochs().forEach(epoch -> epochs.add(epoch(epoch)));
    ArrayNode course = node.putArray("course");
    training.course().forEach(round -> course.add(round(round)));
    return node;
  }

  private static ObjectNode epoch(Epoch epoch) {
    ObjectNode node = JsonTree.object();
    node.put("epoch", epoch.epoch());
    JsonTree.put(node, "trainLoss", epoch.trainLoss());
    JsonTree.put(node, "validLoss", epoch.validLoss());
    node.put("tokens", epoch.tokens());
    JsonTree.put(node, "seconds", epoch.seconds());
    JsonTree.put(node, "learningRate", epoch.learningRate());
    node.set("workerLosses", JsonTree.of(epoch.workerLosses()));
    node.set("measured", JsonTree.sorted(epoch.measured()));
    ObjectNode layers = node.putObject("layers");
    epoch
        .layers()
        .forEach(
            (name, layer) -> {
              ObjectNode norms = layers.putObject(VisibleText.encodable(name));
              JsonTree.put(norms, "gradient", layer.gradient());
              JsonTree.put(norms, "updateRatio", layer.updateRatio());
            });
    return node;
  }

  private static ObjectNode sample(Sample sample) {
    ObjectNode node = JsonTree.object();
    JsonTree.put(node, "key", sample.key());
    JsonTree.put(node, "input", sample.input());
    JsonTree.put(node, "reference", sample.reference());
    JsonTree.put(node, "prediction", sample.prediction());
    JsonTree.put(node, "correct", sample.reference().map(reference -> sample.correct()));
    JsonTree.put(node, "choice", sample.choice());
    sample
        .alignment()
        .ifPresent(
            alignment -> {
              ObjectNode aligned = node.putObject("alignment");
              aligned.set("input", JsonTree.of(alignment.input()));
              aligned.set("output", JsonTree.of(alignment.output()));
              ArrayNode weights = aligned.putArray("weights");
              for (float[] row : alignment.weights()) {
                ArrayNode shares = weights.addArray();
                for (float weight : row) {
                  shares.add(weight);
                }
              }
            });
    return node;
  }

  private static ObjectNode data(DataSummary data) {
    ObjectNode node = JsonTree.object();
    ObjectNode splits = node.putObject("splits");
    data.splits()
        .forEach(
            (name, split) -> {
              ObjectNode splitNode = splits.putObject(VisibleText.encodable(name));
              splitNode.put("read", split.read());
              splitNode.put("kept", split.kept());
              splitNode.set("dropped", JsonTree.of(split.dropped()));
              splitNode.put("batches", split.batches());
              splitNode.put("tokens", split.tokens());
            });
    node.set("vocabularySizes", JsonTree.of(data.vocabularySizes()));
    JsonTree.put(node, "paddingShare", data.paddingShare());
    JsonTree.put(node, "contentHash", data.contentHash());
    return node;
  }

  private static ObjectNode backend(Backend backend) {
    ObjectNode node = JsonTree.object();
    node.put("kernelPasses", backend.kernelPasses());
    node.put("stockPasses", backend.stockPasses());
    ObjectNode layers = node.putObject("layers");
    backend
        .layers()
        .forEach(
            (name, passes) -> {
              ObjectNode layer = layers.putObject(VisibleText.encodable(name));
              layer.put("kernelPasses", passes.kernel());
              layer.put("stockPasses", passes.onStock());
              layer.set("fallbacks", JsonTree.of(passes.stock()));
            });
    return node;
  }

  private static ObjectNode provenance(Provenance provenance, Optional<String> contentHash) {
    ObjectNode node = JsonTree.object();
    JsonTree.put(node, "command", provenance.command());
    node.put("seed", provenance.seed());
    JsonTree.put(node, "parametersHash", provenance.parametersHash());
    JsonTree.put(node, "shardsContentHash", contentHash);
    JsonTree.put(node, "commit", provenance.commit());
    node.set("versions", JsonTree.sorted(provenance.versions()));
    Machine machine = provenance.machine();
    ObjectNode machineNode = node.putObject("machine");
    JsonTree.put(machineNode, "processor", machine.processor());
    JsonTree.put(machineNode, "os", machine.os());
    JsonTree.put(machineNode, "nd4jBinary", machine.nd4jBinary());
    JsonTree.put(machineNode, "kernels", machine.backend().kernels());
    machineNode.put("threads", machine.threads());
    node.put("started", provenance.started().toString());
    node.put("finished", provenance.finished().toString());
    Duration lasted = Duration.between(provenance.started(), provenance.finished());
    node.put("seconds", lasted.toMillis() / 1000.0);
    node.set("settings", JsonTree.sorted(provenance.settings()));
    return node;
  }

  private static ObjectWriter indentedAlikeEverywhere() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return Json.PLAIN.writer(printer);
  }
}
