package io.unroll.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The field {@code analysis} of report.json. */
final class AnalysisJson {
  private AnalysisJson() {}

  static ObjectNode of(Analysis analysis) {
    ObjectNode node = JsonTree.object();
    ArrayNode groups = node.putArray("groups");
    for (Analysis.Groups all : analysis.groups()) {
      ObjectNode by = groups.addObject();
      JsonTree.put(by, "by", all.by());
      JsonTree.put(by, "metric", all.metric());
      ArrayNode figures = by.putArray("figures");
      for (Analysis.Group group : all.figures()) {
        ObjectNode figure = figures.addObject();
        JsonTree.put(figure, "name", group.name());
        figure.put("size", group.size());
        JsonTree.put(figure, "value", group.value());
      }
    }
    ArrayNode labels = node.putArray("labels");
    for (Analysis.Label label : analysis.labels()) {
      ObjectNode one = labels.addObject();
      JsonTree.put(one, "name", label.name());
      one.put("count", label.count());
      JsonTree.put(one, "precision", label.precision());
      JsonTree.put(one, "recall", label.recall());
      JsonTree.put(one, "f1", label.f1());
    }
    ArrayNode confusions = node.putArray("confusions");
    for (Analysis.Confusion confusion : analysis.confusions()) {
      ObjectNode one = confusions.addObject();
      JsonTree.put(one, "reference", confusion.reference());
      JsonTree.put(one, "predicted", confusion.predicted());
      one.put("count", confusion.count());
    }
    ArrayNode reliability = node.putArray("reliability");
    for (Analysis.Reliability bin : analysis.reliability()) {
      ObjectNode one = reliability.addObject();
      JsonTree.put(one, "from", bin.from());
      JsonTree.put(one, "to", bin.to());
      JsonTree.put(one, "confidence", bin.confidence());
      JsonTree.put(one, "right", bin.right());
      one.put("count", bin.count());
    }
    return node;
  }
}
