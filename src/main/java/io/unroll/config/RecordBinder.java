package io.unroll.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Binder of blocks of keys to settings records.
 *
 * <p>Where a value cannot be used, the problem is recorded and binding goes on with the default
 * instead, so that the checks of the enclosing records still run and report what else is wrong.
 */
final class RecordBinder {
  /** Stands in a file for an optional number that is absent. */
  static final String OFF = "off";

  private final Optional<RecordBinder> defaults;
  private final ConfigObject root;
  private final UnknownKeys unknownKeys;
  private final BiConsumer<KeyPath, String> problems;

  /**
   * A binder that never gives up at the first problem.
   *
   * @param root everything the user set, completed by the defaults
   * @param defaults the defaults alone
   */
  RecordBinder(ConfigObject root, ConfigObject defaults, BiConsumer<KeyPath, String> problems) {
    this(root, Optional.of(new RecordBinder(defaults, Optional.empty(), (k, m) -> {})), problems);
  }

  private RecordBinder(
      ConfigObject root, Optional<RecordBinder> defaults, BiConsumer<KeyPath, String> problems) {
    this.root = root;
    this.defaults = defaults;
    this.unknownKeys = new UnknownKeys(Settings.class);
    this.problems = problems;
  }

  /** Returns the settings; empty if a problem was recorded that no default can stand in for. */
  Optional<Settings> bind() {
    return block(Settings.class, KeyPath.ROOT, root).map(Settings.class::cast);
  }

  private Optional<Object> block(Class<?> type, KeyPath path, ConfigValue value) {
    if (!(value instanceof ConfigObject block)) {
      problems.accept(path, "must be a block { ... }, got " + Scalars.describe(value));
      return Optional.empty();
    }
    if (type.isSealed()) {
      return variant(type, path, block);
    }
    rejectUnknown(path, block, Schema.keys(type));
    return record(type, path, block);
  }

  private Optional<Object> variant(Class<?> type, KeyPath path, ConfigObject block) {
    Map<String, Class<?>> variants = Schema.variants(type);
    String key = Schema.choiceKey(type);
    Set<String> known = new LinkedHashSet<>(Set.of(key));
    Optional<ConfigValue> choice = Optional.ofNullable(block.get(key));
    Optional<Class<?>> chosen =
        choice.flatMap(Scalars::text).flatMap(name -> Optional.ofNullable(variants.get(name)));
    if (chosen.isEmpty()) {
      String names = String.join(", ", variants.keySet());
      problems.accept(
          path.child(key),
          choice
              .map(value -> UnknownKeys.noneOf(variants.keySet(), value))
              .orElse("is missing; it must be one of " + names));
      variants.values().forEach(variant -> known.addAll(Schema.keys(variant)));
    }
    chosen.ifPresent(variant -> known.addAll(Schema.keys(variant)));
    rejectUnknown(path, block, known);
    return chosen.flatMap(variant -> record(variant, path, block));
  }

  private void rejectUnknown(KeyPath path, ConfigObject block, Set<String> known) {
    unknownKeys
        .in(path, block, known)
        .forEach(unknown -> problems.accept(unknown.getKey(), unknown.getValue()));
  }

  private Optional<Object> record(Class<?> type, KeyPath path, ConfigObject block) {
    List<Object> arguments = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component(component, path, block)
          .or(() -> defaultOf(component, path))
          .ifPresent(arguments::add);
    }
    boolean complete = arguments.size() == type.getRecordComponents().length;
    return complete ? checked(type, path, arguments) : Optional.empty();
  }

  private Optional<Object> checked(Class<?> type, KeyPath path, List<Object> arguments) {
    try {
      return Optional.of(Schema.newRecord(type, arguments));
    } catch (InvalidSettings invalid) {
      invalid.violations().forEach(v -> problems.accept(path.below(v.component()), v.message()));
      return repaired(type, path, arguments, invalid.violations());
    }
  }

  private Optional<Object> repaired(
      Class<?> type, KeyPath path, List<Object> arguments, List<Violation> violations) {
    List<Object> repaired = new ArrayList<>(arguments);
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      if (violations.stream().anyMatch(violation -> violation.component().equals(name))) {
        repaired.set(i, defaultOf(components[i], path).orElse(arguments.get(i)));
      }
    }
    try {
      return Optional.of(Schema.newRecord(type, repaired));
    } catch (InvalidSettings stillInvalid) {
      return Optional.empty();
    }
  }

  private Optional<Object> defaultOf(RecordComponent component, KeyPath path) {
    return defaults.flatMap(
        binder -> binder.find(path).flatMap(block -> binder.component(component, path, block)));
  }

  private Optional<ConfigObject> find(KeyPath path) {
    ConfigObject block = root;
    for (String name : path.names()) {
      if (!(block.get(name) instanceof ConfigObject next)) {
        return Optional.empty();
      }
      block = next;
    }
    return Optional.of(block);
  }

  /** Returns a component's argument: an {@code Optional} for an optional component. */
  private Optional<Object> component(RecordComponent component, KeyPath path, ConfigObject block) {
    if (component.isAnnotationPresent(Schema.Flat.class)) {
      return record(component.getType(), path, block);
    }
    KeyPath key = path.child(component.getName());
    Class<?> type = Schema.valueType(component);
    Optional<ConfigValue> value = Optional.ofNullable(block.get(component.getName()));
    if (Schema.isOptional(component)) {
      return value.filter(set -> !isAbsent(set, type)).isEmpty()
          ? Optional.of(Optional.empty())
          : value.flatMap(set -> value(type, key, set)).map(Optional::of);
    }
    if (value.isEmpty()) {
      problems.accept(key, "is missing");
    }
    return value.flatMap(set -> value(type, key, set));
  }

  /** Optional texts are left out when absent; for all else {@code off} overrules a default. */
  private static boolean isAbsent(ConfigValue value, Class<?> type) {
    return value.valueType() == ConfigValueType.NULL
        || (type != String.class && Scalars.text(value).equals(Optional.of(OFF)));
  }

  private Optional<Object> value(Class<?> type, KeyPath key, ConfigValue value) {
    if (type == Map.class) {
      return texts(key, value);
    }
    return Schema.isBlock(type)
        ? block(type, key, value)
        : Scalars.read(type, value, message -> problems.accept(key, message));
  }

  /**
   * Returns a map whose keys are the user's own: {@code a { b = 1 }} and {@code a.b = 1} are one.
   */
  private Optional<Object> texts(KeyPath key, ConfigValue value) {
    if (!(value instanceof ConfigObject block)) {
      problems.accept(key, "must be a block { key = value }, got " + Scalars.describe(value));
      return Optional.empty();
    }
    Map<String, String> texts = new TreeMap<>();
    block
        .toConfig()
        .entrySet()
        .forEach(
            entry -> {
              List<String> names = ConfigUtil.splitPath(entry.getKey());
              Scalars.read(
                      String.class,
                      entry.getValue(),
                      message -> problems.accept(key.below(String.join(".", names)), message))
                  .ifPresent(text -> texts.put(String.join(".", names), (String) text));
            });
    return Optional.of(texts);
  }
}
