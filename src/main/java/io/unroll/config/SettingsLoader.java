package io.unroll.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loader of settings from HOCON, completed by the defaults of {@code conf/reference.conf}.
 *
 * <p>Every method throws {@link InvalidInput} with one line per problem, all problems at once. A
 * line starts with its place: {@code conf/addition.conf:12} or {@code --set key=value}.
 */
public final class SettingsLoader {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsLoader.class);
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private SettingsLoader() {}

  /**
   * Returns the settings of a file; one without a {@code name} is called as the file is, without
   * ending.
   *
   * @param overrides {@code key=value} texts that overrule the file, later ones overruling earlier
   */
  public static Settings load(Path file, List<String> overrides) {
    SettingsFile.requireReadable(file);
    String name = SettingsFile.baseName(file);
    Config fallback =
        ConfigValueFactory.fromAnyRef(name, "the name of " + file).atPath(Settings.NAME);
    return load(
        file.toString(),
        overrides,
        fallback,
        () -> ConfigFactory.parseFile(file.toFile(), hocon()),
        SettingsLoader::warn);
  }

  /**
   * Returns the settings of a text in HOCON or JSON, such as {@link ResolvedSettings#toJson}
   * writes.
   *
   * @param place what problems are introduced by, where {@code load} has the file's name
   */
  public static Settings parse(String text, String place, List<String> overrides) {
    return parse(text, place, overrides, SettingsLoader::warn);
  }

  /** Reads the settings of a text, and passes on what is told of keys that have new names. */
  static Settings parse(
      String text, String place, List<String> overrides, Consumer<String> warnings) {
    return load(
        place,
        overrides,
        ConfigFactory.empty(),
        () -> ConfigFactory.parseString(text, hocon().setOriginDescription(place)),
        warnings);
  }

  /**
   * Returns the settings of a map, such as {@link ResolvedSettings#toMap} writes. An earlier
   * version may have written it, so old names are no news to the user.
   */
  public static Settings fromMap(Map<String, ?> resolved, String place) {
    return load(
        place,
        List.of(),
        ConfigFactory.empty(),
        () -> ConfigValueFactory.fromMap(resolved, place).toConfig(),
        warning -> {});
  }

  private static Settings load(
      String place,
      List<String> overrides,
      Config fallback,
      Supplier<Config> source,
      Consumer<String> warnings) {
    Problems problems = new Problems();
    List<Config> set = new ArrayList<>();
    for (String override : overrides) {
      OverrideParser.parse(override, problems).ifPresent(config -> set.add(0, config));
    }
    Optional<Settings> settings = Optional.empty();
    try {
      Config content = source.get();
      List<ConfigObject> roots = set.stream().map(Config::root).toList();
      Places places = new Places(place, content.root(), roots);
      settings = bind(merge(set, content), fallback, places, problems);
    } catch (ConfigException e) {
      problems.add(place, e);
    } catch (NumberFormatException e) {
      // The HOCON parser takes any Unicode digit for the start of a number.
      problems.add(place, "has a number that cannot be read: " + e.getMessage());
    }
    problems.throwIfAny();
    problems.warnings().forEach(warnings);
    return settings.orElseThrow(() -> new IllegalStateException("no settings and no problem"));
  }

  private static Config merge(List<Config> overrides, Config content) {
    Config merged = ConfigFactory.empty();
    for (Config override : overrides) {
      merged = merged.withFallback(override);
    }
    return merged.withFallback(content);
  }

  private static Optional<Settings> bind(
      Config content, Config fallback, Places places, Problems problems) {
    RenamedKeys names = new RenamedKeys(places, problems);
    Config chosen = names.current(content.withFallback(Defaults.common()).resolve());
    Config defaults = fallback.withFallback(Defaults.of(chosen));
    new CoveredValues(places.inputs(), problems).report(chosen.root(), defaults.root());
    return new RecordBinder(
            Defaults.complete(chosen.root(), defaults.root()),
            defaults.root(),
            (key, message) -> problems.add(places.of(names.written(key)), key + " " + message))
        .bind();
  }

  /** Warns once in a process, however often it loads a file. */
  private static void warn(String warning) {
    if (WARNED.add(warning)) {
      LOG.warn(warning);
    }
  }

  private static ConfigParseOptions hocon() {
    return ConfigParseOptions.defaults().setSyntax(ConfigSyntax.CONF).setAllowMissing(false);
  }
}
