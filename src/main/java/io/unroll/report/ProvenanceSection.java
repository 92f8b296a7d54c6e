package io.unroll.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Section on the origin of the figures; {@code settings} has one dotted key per line. */
record ProvenanceSection(String command, List<Fact> facts, String settings) {

  static ProvenanceSection of(RunReport report) {
    Provenance provenance = report.provenance();
    Machine machine = provenance.machine();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("seed", Long.toString(provenance.seed())));
    provenance.parametersHash().ifPresent(hash -> facts.add(new Fact("parameters", hash)));
    report.data().contentHash().ifPresent(hash -> facts.add(new Fact("shards", hash)));
    provenance.commit().ifPresent(commit -> facts.add(new Fact("code commit", commit)));
    provenance.versions().forEach((name, version) -> facts.add(new Fact(name, version)));
    facts.add(new Fact("processor", machine.processor()));
    facts.add(new Fact("system", machine.os()));
    facts.add(new Fact("nd4j binary", machine.nd4jBinary()));
    facts.add(new Fact("kernels", machine.backend().kernels()));
    addPasses(facts, machine.backend());
    facts.add(new Fact("threads per worker", Figures.count(machine.threads())));
    facts.add(new Fact("started", Figures.time(provenance.started())));
    facts.add(new Fact("finished", Figures.time(provenance.finished())));
    StringBuilder settings = new StringBuilder();
    addLines(settings, "", JsonTree.sorted(provenance.settings()));
    return new ProvenanceSection(provenance.command(), facts, settings.toString().strip());
  }

  private static void addPasses(List<Fact> facts, Backend backend) {
    if (backend.layers().isEmpty()) {
      return;
    }
    facts.add(new Fact("passes on native kernels", Figures.count(backend.kernelPasses())));
    facts.add(new Fact("passes on the stock path", Figures.count(backend.stockPasses())));
    backend
        .layers()
        .forEach(
            (layer, passes) ->
                passes
                    .stock()
                    .forEach(
                        (reason, count) ->
                            facts.add(
                                new Fact(
                                    layer + " on the stock path",
                                    Figures.count(count) + " passes: " + reason))));
  }

  private static void addLines(StringBuilder out, String path, JsonNode value) {
    if (!value.isObject()) {
      out.append(path).append(" = ").append(value).append('\n');
      return;
    }
    for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      String start = path.isEmpty() ? "" : path + ".";
      addLines(out, start + field.getKey(), field.getValue());
    }
  }
}
