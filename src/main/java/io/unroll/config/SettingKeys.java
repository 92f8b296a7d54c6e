package io.unroll.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every key that settings can have, in all variants. */
public final class SettingKeys {

  /**
   * One key.
   *
   * @param path such as {@code model.pooling}
   * @param condition the variant it belongs to, such as {@code model.type = classifier}, if to one
   * @param values all that it can be where those have names; otherwise none
   */
  public record SettingKey(String path, Optional<String> condition, List<String> values) {
    String lastName() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  private final List<SettingKey> all = new ArrayList<>();

  private SettingKeys() {}

  /** Returns the keys of a whole settings file, in the order in which they are declared. */
  public static List<SettingKey> all() {
    return below(Settings.class);
  }

  /** Returns the keys of a record and of all records in it. */
  static List<SettingKey> below(Class<?> record) {
    SettingKeys keys = new SettingKeys();
    keys.collect(record, KeyPath.ROOT, Optional.empty());
    return List.copyOf(keys.all);
  }

  private void collect(Class<?> record, KeyPath path, Optional<String> condition) {
    for (RecordComponent component : Schema.components(record)) {
      KeyPath key = path.child(component.getName());
      all.add(new SettingKey(key.toString(), condition, values(Schema.valueType(component))));
      Class<?> type = component.getType();
      if (type.isSealed()) {
        String choice = key.child(Schema.choiceKey(type)).toString();
        List<String> names = List.copyOf(Schema.variants(type).keySet());
        all.add(new SettingKey(choice, Optional.empty(), names));
        Schema.variants(type)
            .forEach((name, variant) -> collect(variant, key, Optional.of(choice + " = " + name)));
      } else if (type.isRecord()) {
        collect(type, key, condition);
      }
    }
  }

  private static List<String> values(Class<?> type) {
    if (type == boolean.class) {
      return List.of("true", "false");
    }
    return Stream.of(type)
        .filter(Class::isEnum)
        .flatMap(named -> Arrays.stream(named.getEnumConstants()))
        .map(constant -> Schema.label((Enum<?>) constant))
        .toList();
  }
}
