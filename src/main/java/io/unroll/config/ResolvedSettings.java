package io.unroll.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes settings back with the keys of a settings file, defaults included.
 *
 * <p>What is written loads again, through {@link SettingsLoader#parse} or {@link
 * SettingsLoader#fromMap}, as equal settings.
 */
public final class ResolvedSettings {
  private ResolvedSettings() {}

  /** The settings as nested maps, texts, numbers and truth values, in the records' order. */
  public static Map<String, Object> toMap(Settings settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    putAll(map, settings);
    return map;
  }

  /**
   * The settings as {@link #toMap} has them, without those that a file need not say: without them
   * the same settings are loaded.
   */
  public static Map<String, Object> withoutDefaults(Settings settings) {
    Map<String, Object> all = copy(toMap(settings));
    return pruned(all, all, settings);
  }

  private static Map<String, Object> pruned(
      Map<String, Object> block, Map<String, Object> all, Settings settings) {
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String key : List.copyOf(block.keySet())) {
      Object value = Objects.requireNonNull(block.remove(key));
      boolean needless = loadsAs(settings, all);
      block.put(key, value);
      if (!needless) {
        kept.put(
            key, value instanceof Map<?, ?> inner ? pruned(block(inner), all, settings) : value);
      }
    }
    return kept;
  }

  private static Map<String, Object> copy(Map<?, ?> block) {
    Map<String, Object> copy = new LinkedHashMap<>();
    block.forEach(
        (key, value) ->
            copy.put(String.valueOf(key), value instanceof Map<?, ?> inner ? copy(inner) : value));
    return copy;
  }

  @SuppressWarnings("unchecked") // What copy makes.
  private static Map<String, Object> block(Map<?, ?> inner) {
    return (Map<String, Object>) inner;
  }

  private static boolean loadsAs(Settings settings, Map<String, Object> some) {
    try {
      return SettingsLoader.fromMap(some, "settings").equals(settings);
    } catch (InvalidInput e) {
      return false;
    }
  }

  /** The settings as an indented JSON text. */
  public static String toJson(Settings settings) {
    try {
      return new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(toMap(settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings cannot be written as JSON", e);
    }
  }

  private static void putAll(Map<String, Object> map, Object record) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = Schema.valueOf(component, record);
      if (component.isAnnotationPresent(Schema.Flat.class)) {
        putAll(map, value);
      } else if (value instanceof Optional<?> optional) {
        optional
            .map(present -> plain(component, present))
            .or(() -> absent(component))
            .ifPresent(present -> map.put(component.getName(), present));
      } else {
        map.put(component.getName(), plain(component, value));
      }
    }
  }

  private static Optional<Object> absent(RecordComponent component) {
    return Schema.valueType(component) == String.class
        ? Optional.empty()
        : Optional.of(RecordBinder.OFF);
  }

  private static Object plain(RecordComponent component, Object value) {
    if (value instanceof Enum<?> constant) {
      return Schema.label(constant);
    }
    if (!(value instanceof Record)) {
      return value;
    }
    Map<String, Object> block = new LinkedHashMap<>();
    if (component.getType().isSealed()) {
      block.put(Schema.choiceKey(component.getType()), Schema.variantName(value.getClass()));
    }
    putAll(block, value);
    return block;
  }
}
