package io.unroll.benchmark;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.unroll.benchmark.SweepRow.Expectation;
import io.unroll.config.SettingKeys;
import io.unroll.config.SettingKeys.SettingKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The bases and rows of {@code src/benchmark/sweep.conf}, names of values filled in. */
final class SweepPlan {
  private final Config plan;

  SweepPlan() {
    String root = Objects.requireNonNull(System.getProperty("unroll.root"), "src/benchmark/run");
    Path file = Path.of(root, "src", "benchmark", "sweep.conf");
    plan = ConfigFactory.parseFile(file.toFile()).resolve();
  }

  /** The bases' names. */
  Set<String> bases() {
    return plan.getObject("bases").keySet();
  }

  /** A base by name. */
  SweepBase base(String name) {
    Config base = plan.getConfig("bases." + name);
    Config settings = base.getConfig("settings").withFallback(plan.getConfig("common"));
    Optional<Config> corpus =
        base.hasPath("corpus") ? Optional.of(base.getConfig("corpus")) : Optional.empty();
    return new SweepBase(name, settings, corpus);
  }

  /** All rows, those of a base and of a setting together. */
  List<SweepRow> rows() {
    List<SweepRow> rows = new ArrayList<>();
    for (Config row : plan.getConfigList("rows")) {
      for (String base : row.getStringList("on")) {
        for (Config value : values(row, base)) {
          rows.add(
              new SweepRow(
                  base,
                  row.getString("key"),
                  value.getString("value"),
                  texts(row, "with"),
                  texts(value, "also"),
                  Expectation.of(value, usual(base))));
        }
      }
    }
    return rows;
  }

  private List<Double> usual(String base) {
    Config own = plan.getConfig("bases." + base);
    return own.withFallback(plan).getDoubleList("ratio");
  }

  private List<Config> values(Config row, String base) {
    List<Config> listed =
        row.hasPath("values")
            ? row.getList("values").stream().map(SweepPlan::value).filter(v -> is(v, base)).toList()
            : List.of();
    Set<String> names = new LinkedHashSet<>(named(row.getString("key")));
    names.remove(base(base).valueOf(row.getString("key"), texts(row, "with")));
    List<Config> all = new ArrayList<>(listed);
    listed.forEach(value -> names.remove(value.getString("value")));
    names.forEach(name -> all.add(value(ConfigValueFactory.fromAnyRef(name))));
    return all;
  }

  private static Config value(ConfigValue value) {
    return value instanceof ConfigObject object ? object.toConfig() : value.atKey("value");
  }

  private static boolean is(Config value, String base) {
    return !value.hasPath("on") || value.getStringList("on").contains(base);
  }

  private static List<String> named(String key) {
    return SettingKeys.all().stream()
        .filter(known -> known.path().equals(key))
        .map(SettingKey::values)
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> texts(Config block, String key) {
    return block.hasPath(key) ? block.getStringList(key) : List.of();
  }
}
