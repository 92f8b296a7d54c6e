package io.unroll.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.files.Json;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Plain values as JSON that any parser reads: no NaN, no infinity, no broken surrogate. */
public final class JsonTree {

  private JsonTree() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode orNull(Optional<? extends JsonNode> node) {
    return node.<JsonNode>map(present -> present).orElse(JsonNodeFactory.instance.nullNode());
  }

  /** Sets one field; {@code value} is anything {@link #of} takes. */
  static void put(ObjectNode node, String name, Object value) {
    node.set(name, of(value));
  }

  /**
   * Text, numbers, booleans, optionals, and lists and maps of these; maps keep their order. Any
   * other object is written as the text it prints.
   */
  public static JsonNode of(Object value) {
    return of(value, false);
  }

  /** As {@link #of}, with the keys of every map sorted. */
  static JsonNode sorted(Object value) {
    return of(value, true);
  }

  private static JsonNode of(Object value, boolean sorted) {
    if (value instanceof Optional<?> optional) {
      return orNull(optional.map(present -> of(present, sorted)));
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? of(optional.getAsDouble()) : orNull(Optional.empty());
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? of(optional.getAsInt()) : orNull(Optional.empty());
    }
    if (value instanceof Map<?, ?> map) {
      return object(map, sorted);
    }
    if (value instanceof Iterable<?> items) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      items.forEach(item -> array.add(of(item, sorted)));
      return array;
    }
    if (value instanceof Double || value instanceof Float) {
      boolean finite = Double.isFinite(((Number) value).doubleValue());
      return finite ? Json.PLAIN.valueToTree(value) : orNull(Optional.empty());
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof JsonNode) {
      return Json.PLAIN.valueToTree(value);
    }
    return JsonNodeFactory.instance.textNode(VisibleText.encodable(String.valueOf(value)));
  }

  private static ObjectNode object(Map<?, ?> map, boolean sorted) {
    ObjectNode node = object();
    if (sorted) {
      Map<String, Object> byName = new TreeMap<>();
      map.forEach((key, item) -> byName.put(String.valueOf(key), item));
      byName.forEach((key, item) -> node.set(VisibleText.encodable(key), of(item, true)));
    } else {
      map.forEach((key, item) -> put(node, VisibleText.encodable(String.valueOf(key)), item));
    }
    return node;
  }
}
