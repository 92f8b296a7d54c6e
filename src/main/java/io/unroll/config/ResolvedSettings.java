package io.unroll.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writer of settings with the keys of a settings file, defaults included.
 *
 * <p>What is written loads again, through {@link SettingsLoader#parse} or {@link
 * SettingsLoader#fromMap}, as equal settings.
 */
public final class ResolvedSettings {
  private ResolvedSettings() {}

  /**
   * Returns the settings as nested maps, texts, numbers and truth values, in the records' order.
   */
  public static Map<String, Object> toMap(Settings settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    putAll(map, settings);
    return map;
  }

  /**
   * Returns the settings as {@link #toMap} has them, without those that have the value that {@code
   * conf/reference.conf} gives them.
   */
  public static Map<String, Object> withoutDefaults(Settings settings) {
    Map<String, Object> all = toMap(settings);
    return different(all, Defaults.of(ConfigValueFactory.fromMap(all).toConfig()).root());
  }

  /** Returns settings as {@link #toMap} has them, under the names that an earlier version wrote. */
  public static Map<String, Object> underOldNames(Map<String, Object> settings) {
    return RenamedKeys.before(settings);
  }

  private static Map<String, Object> different(Map<?, ?> block, ConfigObject defaults) {
    Map<String, Object> kept = new LinkedHashMap<>();
    block.forEach(
        (name, value) -> {
          String key = String.valueOf(name);
          ConfigValue usual = defaults.get(key);
          if (value instanceof Map<?, ?> inner) {
            ConfigObject within =
                usual instanceof ConfigObject object ? object : ConfigFactory.empty().root();
            Map<String, Object> rest = different(inner, within);
            if (!rest.isEmpty()) {
              kept.put(key, rest);
            }
          } else if (usual == null || !comparable(usual.unwrapped()).equals(comparable(value))) {
            kept.put(key, value);
          }
        });
    return kept;
  }

  /** Numbers as they are compared: 1 and 1.0 are the same setting. */
  private static Object comparable(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof List<?> list
        ? list.stream().map(ResolvedSettings::comparable).toList()
        : value;
  }

  /** Returns the settings as an indented JSON text. */
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
