package io.unroll.shards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The part of the settings that decides what the shards hold, as a JSON tree. */
final class ShapingSettings {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SECTIONS = List.of("seed", "corpus", "tokens", "shards");

  private ShapingSettings() {}

  static JsonNode of(Settings settings) {
    try {
      JsonNode all = JSON.readTree(ResolvedSettings.toJson(settings));
      ObjectNode tree = JSON.createObjectNode();
      SECTIONS.forEach(section -> tree.set(section, all.get(section)));
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns one line for every setting that is not the same in both trees. */
  static List<String> differences(JsonNode there, JsonNode here) {
    List<String> differences = new ArrayList<>();
    compare("", there, here, differences);
    return differences;
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
