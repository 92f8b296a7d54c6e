package io.unroll.benchmark;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.unroll.config.InvalidInput;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A small training that settings are tried on.
 *
 * @param settings its own and those common to all bases
 * @param corpus where its corpus lies below {@code --corpora} and how much of it is taken; empty
 *     where examples are generated
 */
record SweepBase(String name, Config settings, Optional<Config> corpus) {

  /**
   * Its settings with some overridden.
   *
   * @param path of the corpus, where it is read
   * @param overrides {@code key=value}, or {@code -key}, which takes the base's own away
   * @throws InvalidInput if they are refused
   */
  Settings settings(Optional<Path> path, List<String> overrides) {
    Config whole = settings.withValue("name", ConfigValueFactory.fromAnyRef(name));
    if (path.isPresent()) {
      String text = path.get().toString();
      whole = whole.withValue("corpus.path", ConfigValueFactory.fromAnyRef(text));
    }
    for (String override : overrides) {
      whole = override.startsWith("-") ? whole.withoutPath(override.substring(1)) : whole;
    }
    String json = whole.root().render(ConfigRenderOptions.concise());
    List<String> values = overrides.stream().filter(o -> !o.startsWith("-")).toList();
    return SettingsLoader.parse(json, name, values);
  }

  /** Returns a key's value, as it is written in a settings file; empty text if it is not set. */
  String valueOf(String key, List<String> overrides) {
    Settings resolved = settings(corpus.map(ignored -> Path.of("any")), overrides);
    Config all = ConfigFactory.parseMap(ResolvedSettings.toMap(resolved));
    return all.hasPath(key) ? all.getString(key) : "";
  }
}
