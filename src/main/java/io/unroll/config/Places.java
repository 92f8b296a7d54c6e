package io.unroll.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finder of the place in the user's input that a problem with a key should point to.
 *
 * @param file name of the settings file, as the user wrote it
 * @param content the file's keys
 * @param overrides the {@code --set} options, the strongest first
 */
record Places(String file, ConfigObject content, List<ConfigObject> overrides) {
  private static final String OPTION = "--set ";

  Places {
    overrides = List.copyOf(overrides);
  }

  /** Returns the text by which problems with an override are introduced. */
  static String ofOverride(String override) {
    return OPTION + Secrets.masked(override);
  }

  /**
   * {@code conf/addition.conf:12} or {@code --set key=value}: where the key is set; else where the
   * nearest enclosing block of the file is; else the file.
   */
  String of(KeyPath path) {
    for (ConfigObject override : overrides) {
      Optional<ConfigValue> set = find(override, path);
      if (!path.isRoot() && set.isPresent()) {
        return of(set.get().origin());
      }
    }
    for (KeyPath at = path; !at.isRoot(); at = at.parent()) {
      Optional<ConfigValue> set = find(content, at);
      if (set.isPresent()) {
        return of(set.get().origin());
      }
    }
    return file;
  }

  /** Returns what the file and each option set. */
  List<ConfigObject> inputs() {
    return Stream.concat(Stream.of(content), overrides.stream()).toList();
  }

  /** Tells whether a {@code --set} option sets the key. */
  boolean isOverride(KeyPath path) {
    return overrides.stream().anyMatch(override -> find(override, path).isPresent());
  }

  static String of(ConfigOrigin origin) {
    String description = origin.description();
    String name =
        Optional.ofNullable(origin.filename())
            .orElseGet(() -> description.replaceFirst(": \\d+(-\\d+)?$", ""));
    boolean hasLine = origin.lineNumber() > 0 && !name.startsWith(OPTION);
    return hasLine ? name + ":" + origin.lineNumber() : name;
  }

  /** Returns the value at a path; nothing where a block on the way is not resolved. */
  static Optional<ConfigValue> find(ConfigObject root, KeyPath path) {
    ConfigValue value = root;
    for (String name : path.names()) {
      Optional<ConfigValue> next = value instanceof ConfigObject block ? get(block, name) : none();
      if (next.isEmpty()) {
        return next;
      }
      value = next.get();
    }
    return Optional.of(value);
  }

  private static Optional<ConfigValue> get(ConfigObject block, String name) {
    try {
      return Optional.ofNullable(block.get(name));
    } catch (ConfigException.NotResolved e) {
      // A block made of ${substitutions} does not know its keys: the block itself is the place.
      return none();
    }
  }

  private static Optional<ConfigValue> none() {
    return Optional.empty();
  }
}
