package io.unroll.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.unroll.files.Json;
import io.unroll.report.JsonTree;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Description of a thing in fields, for people and scripts.
 *
 * @param kind {@code run}, {@code network}, {@code shards} and so on
 * @param fields in the order to show them: text, numbers, truth values, and lists and maps of these
 */
public record Description(String kind, String path, Map<String, Object> fields) {

  /** Returns one JSON object on several lines. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", kind);
    all.put("path", path);
    all.putAll(fields);
    try {
      return Json.PLAIN.writerWithDefaultPrettyPrinter().writeValueAsString(JsonTree.of(all))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
