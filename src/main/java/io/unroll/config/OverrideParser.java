package io.unroll.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reader of {@code --set key=value}: HOCON where the value is HOCON, else the text as it stands.
 */
final class OverrideParser {
  private static final String VALUE = "value";

  private OverrideParser() {}

  /** Returns the one key an override sets; nothing if it is malformed, which is then a problem. */
  static Optional<Config> parse(String override, Problems problems) {
    String place = Places.ofOverride(override);
    int equals = override.indexOf('=');
    if (equals < 1 || override.substring(0, equals).isBlank()) {
      problems.add(place, "must have the form key=value, as in --set shards.batchSize=32");
      return Optional.empty();
    }
    String key = override.substring(0, equals).strip();
    try {
      List<String> names = ConfigUtil.splitPath(key);
      return Optional.of(nest(names, value(override.substring(equals + 1).strip(), place), place));
    } catch (ConfigException e) {
      problems.add(place, "\"" + key + "\" is not a key; write it like shards.batchSize");
      return Optional.empty();
    }
  }

  /** Like {@code ConfigValue.atPath}, which would not give the blocks their place. */
  private static Config nest(List<String> names, ConfigValue innermost, String place) {
    ConfigValue value = innermost;
    for (int i = names.size() - 1; i > 0; i--) {
      value = ConfigFactory.empty(place).root().withValue(names.get(i), value);
    }
    return ConfigFactory.empty(place).root().withValue(names.get(0), value).toConfig();
  }

  private static ConfigValue value(String text, String place) {
    ConfigValue plain = ConfigValueFactory.fromAnyRef(text, place);
    try {
      ConfigParseOptions options = ConfigParseOptions.defaults().setOriginDescription(place);
      Config parsed = ConfigFactory.parseString(VALUE + " = " + text, options);
      boolean alone = parsed.root().keySet().equals(Set.of(VALUE));
      return alone && !isPlain(parsed, text)
          ? Objects.requireNonNull(parsed.root().get(VALUE))
          : plain;
    } catch (ConfigException | NumberFormatException e) {
      // The HOCON parser takes any Unicode digit for the start of a number.
      return plain;
    }
  }

  /** Returns whether HOCON would lose part of a text, as it does with what follows // in a URI. */
  private static boolean isPlain(Config parsed, String text) {
    if (text.startsWith("\"") || text.contains("${")) {
      return false;
    }
    ConfigValueType type = parsed.getValue(VALUE).valueType();
    boolean isBlock = type == ConfigValueType.OBJECT || type == ConfigValueType.LIST;
    return !isBlock && !parsed.getString(VALUE).equals(text);
  }
}
