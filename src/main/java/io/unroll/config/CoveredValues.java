package io.unroll.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;

/**
 * Finder of values where blocks belong that a block of a stronger {@code --set} covers: {@code
 * averaging = 5} in a file below {@code --set training.averaging.every=4}.
 */
final class CoveredValues {
  private final List<ConfigObject> inputs;
  private final Problems problems;

  /**
   * @param inputs what the file and each option set
   * @param problems takes a line for each value that is covered
   */
  CoveredValues(List<ConfigObject> inputs, Problems problems) {
    this.inputs = List.copyOf(inputs);
    this.problems = problems;
  }

  /**
   * Reports the values below blocks that exist.
   *
   * @param chosen what the user set; a value of it that is no block is seen by who binds it
   * @param defaults tell which keys are blocks
   */
  void report(ConfigObject chosen, ConfigObject defaults) {
    report(KeyPath.ROOT, chosen, defaults);
  }

  private void report(KeyPath path, ConfigObject chosen, ConfigObject defaults) {
    for (Map.Entry<String, ConfigValue> entry : defaults.entrySet()) {
      KeyPath key = path.child(entry.getKey());
      if (entry.getValue() instanceof ConfigObject below
          && chosen.get(entry.getKey()) instanceof ConfigObject block) {
        inputs.forEach(input -> Places.find(input, key).ifPresent(value -> report(key, value)));
        report(key, block, below);
      }
    }
  }

  private void report(KeyPath key, ConfigValue value) {
    if (!(value instanceof ConfigObject) && isResolved(value)) {
      problems.add(
          Places.of(value.origin()),
          "%s must be a block { ... }, got %s".formatted(key, Scalars.describe(value)));
    }
  }

  private static boolean isResolved(ConfigValue value) {
    try {
      return value.valueType() != ConfigValueType.OBJECT;
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }
}
