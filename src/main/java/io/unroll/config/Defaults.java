package io.unroll.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The defaults that {@code conf/reference.conf} documents; the build packs that file into the jar.
 */
final class Defaults {
  static final String RESOURCE = "reference.conf";
  static final String VARIANTS = "variants";

  /** Block of keys that variants take whole, by substitution. */
  static final String COMMON = "common";

  private static final String PLACE = "conf/" + RESOURCE;
  private static final Config REFERENCE = read();

  private Defaults() {}

  /** Returns the defaults of every file, for any variants it chooses. */
  static Config common() {
    return withoutVariants(REFERENCE);
  }

  /**
   * Returns the common defaults and those of the variants chosen.
   *
   * @param chosen what the user set, completed by {@link #common} and resolved
   */
  static Config of(Config chosen) {
    Config defaults = REFERENCE;
    for (RecordComponent section : Settings.class.getRecordComponents()) {
      if (section.getType().isSealed()) {
        String name = section.getName();
        Optional<Config> ofVariant =
            variant(section, chosen.root())
                .flatMap(variant -> block(REFERENCE.getObject(VARIANTS), name, variant));
        defaults =
            ofVariant.map(c -> c.atPath(name)).orElse(ConfigFactory.empty()).withFallback(defaults);
      }
    }
    return withoutVariants(defaults);
  }

  /**
   * Returns settings with defaults for what they lack. Unlike {@code Config.withFallback}, it
   * completes a block also where it replaced a value that was none.
   */
  static ConfigObject complete(ConfigObject chosen, ConfigObject defaults) {
    ConfigObject completed = chosen;
    for (Map.Entry<String, ConfigValue> entry : defaults.entrySet()) {
      ConfigValue value = chosen.getOrDefault(entry.getKey(), entry.getValue());
      if (value instanceof ConfigObject block && entry.getValue() instanceof ConfigObject below) {
        value = complete(block, below);
      }
      completed = completed.withValue(entry.getKey(), value);
    }
    return completed;
  }

  /** Tells whether a value is a default, not one that the user set. */
  static boolean gave(ConfigValue value) {
    return gave(value.origin());
  }

  /** Tells whether a place is one of the defaults. */
  static boolean gave(ConfigOrigin origin) {
    return origin.description().startsWith(PLACE);
  }

  /** Returns the whole of the file, what variants have in common included in each. */
  static Config reference() {
    return REFERENCE;
  }

  private static Config withoutVariants(Config defaults) {
    return defaults.withoutPath(VARIANTS).withoutPath(COMMON);
  }

  private static Config read() {
    try (InputStream resource =
            Objects.requireNonNull(
                Defaults.class.getResourceAsStream(RESOURCE),
                "conf/reference.conf was not packed");
        Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
              reader,
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setOriginDescription(PLACE))
          .resolve();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> variant(RecordComponent section, ConfigObject chosen) {
    return chosen.get(section.getName()) instanceof ConfigObject block
        ? Optional.ofNullable(block.get(Schema.choiceKey(section.getType()))).flatMap(Scalars::text)
        : Optional.empty();
  }

  private static Optional<Config> block(ConfigObject variants, String section, String variant) {
    return variants.get(section) instanceof ConfigObject ofSection
            && ofSection.get(variant) instanceof ConfigObject block
        ? Optional.of(block.toConfig())
        : Optional.empty();
  }
}
