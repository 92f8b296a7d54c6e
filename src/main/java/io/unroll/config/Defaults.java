package io.unroll.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
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
import java.util.Objects;
import java.util.Optional;

/**
 * The defaults that {@code conf/reference.conf} documents; the build packs that file into the jar.
 */
final class Defaults {
  static final String RESOURCE = "reference.conf";
  static final String VARIANTS = "variants";
  private static final String PLACE = "conf/" + RESOURCE;

  private Defaults() {}

  /** The defaults of every file, for any variants it chooses. */
  static Config common() {
    return reference().withoutPath(VARIANTS);
  }

  /**
   * The common defaults and those of the variants chosen.
   *
   * @param chosen what the user set, completed by {@link #common} and resolved
   */
  static Config of(Config chosen) {
    Config reference = reference();
    Config defaults = reference;
    for (RecordComponent section : Settings.class.getRecordComponents()) {
      if (section.getType().isSealed()) {
        String name = section.getName();
        Optional<Config> ofVariant =
            variant(section, chosen.root())
                .flatMap(variant -> block(reference.getObject(VARIANTS), name, variant));
        defaults =
            ofVariant.map(c -> c.atPath(name)).orElse(ConfigFactory.empty()).withFallback(defaults);
      }
    }
    return defaults.withoutPath(VARIANTS);
  }

  /** Tells whether a value is a default, not one that the user set. */
  static boolean gave(ConfigValue value) {
    return value.origin().description().startsWith(PLACE);
  }

  static Config reference() {
    try (InputStream resource =
            Objects.requireNonNull(
                Defaults.class.getResourceAsStream(RESOURCE),
                "conf/reference.conf was not packed");
        Reader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
      return ConfigFactory.parseReader(
          reader,
          ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setOriginDescription(PLACE));
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
