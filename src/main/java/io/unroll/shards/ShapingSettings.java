package io.unroll.shards;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.CorpusSettings;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The part of the settings that decides what the shards hold, as a JSON tree. */
final class ShapingSettings {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .build();

  private ShapingSettings() {}

  static JsonNode of(Settings settings) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("seed", settings.seed());
    tree.set("corpus", corpus(settings.corpus()));
    tree.put("layout", Layout.of(settings.model()).label());
    tree.set("tokens", JSON.valueToTree(ResolvedSettings.toMap(settings).get("tokens")));
    tree.set("shards", JSON.valueToTree(settings.shards()));
    return normal(tree);
  }

  /** One line for every setting that is not the same in both trees. */
  static List<String> differences(JsonNode there, JsonNode here) {
    List<String> differences = new ArrayList<>();
    compare("", there, here, differences);
    return differences;
  }

  private static ObjectNode corpus(CorpusSettings corpus) {
    if (corpus instanceof CorpusSettings.Text text) {
      ObjectNode tree = JSON.createObjectNode();
      tree.put("type", "Text");
      text.path().ifPresent(path -> tree.put("path", path));
      text.train().ifPresent(path -> tree.put("train", path));
      text.valid().ifPresent(path -> tree.put("valid", path));
      text.test().ifPresent(path -> tree.put("test", path));
      tree.set("shares", JSON.valueToTree(text.shares()));
      return tree;
    }
    ObjectNode tree = JSON.valueToTree(corpus);
    tree.put("type", corpus.getClass().getSimpleName());
    return tree;
  }

  // Number types in memory (float, int) are not always those that come back from a file.
  private static JsonNode normal(ObjectNode tree) {
    try {
      return JSON.readTree(tree.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void compare(
      String name, JsonNode there, JsonNode here, List<String> differences) {
    if (there.isObject() && here.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      there.fieldNames().forEachRemaining(names::add);
      here.fieldNames().forEachRemaining(names::add);
      for (String field : names) {
        String child = name.isEmpty() ? field : name + "." + field;
        compare(child, there.path(field), here.path(field), differences);
      }
    } else if (!there.equals(here)) {
      differences.add("%s is %s there and %s here".formatted(name, text(there), text(here)));
    }
  }

  private static String text(JsonNode node) {
    return Optional.of(node)
        .filter(n -> !n.isMissingNode())
        .map(JsonNode::toString)
        .orElse("unset");
  }
}
