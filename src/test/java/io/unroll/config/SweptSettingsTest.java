package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.unroll.config.SettingKeys.SettingKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Check of {@code src/benchmark/sweep.conf} against the settings there are. */
class SweptSettingsTest {
  private static final List<String> SECTIONS =
      List.of("model.", "training.", "tokens.", "shards.", "backend.");

  private final Config plan =
      ConfigFactory.parseFile(
              Path.of(System.getProperty("unroll.root", "."), "src", "benchmark", "sweep.conf")
                  .toFile())
          .resolve();

  /** A key and a model type, or a key alone where it is not the model's. */
  private record Need(String key, String type) {
    @Override
    public String toString() {
      return type.isEmpty() ? key : key + " of " + type;
    }
  }

  @Test
  void settings_thatChangeTraining_haveARowOrAReason() {
    Set<String> missing = new TreeSet<>();
    for (SettingKey key : SettingKeys.all()) {
      if (SECTIONS.stream().anyMatch(key.path()::startsWith) && !isBlock(key)) {
        needs(key)
            .filter(need -> !isSwept(need) && !isExcused(need))
            .forEach(need -> missing.add(need.toString()));
      }
    }
    assertEquals(Set.of(), missing, "without a row or a reason in src/benchmark/sweep.conf");
  }

  @Test
  void rows_ofTheSweep_nameSettingsThereAre() {
    Set<String> named =
        Stream.concat(blocks("rows"), blocks("unswept"))
            .map(row -> row.getString("key"))
            .collect(Collectors.toCollection(TreeSet::new));
    SettingKeys.all().forEach(key -> named.remove(key.path()));
    assertEquals(Set.of(), named, "no settings");
  }

  @Test
  void names_ofValuesInTheSweep_areThoseOfTheSetting() {
    for (Config row : blocks("rows").filter(row -> row.hasPath("values")).toList()) {
      List<String> names = values(row.getString("key"));
      for (ConfigValue value : row.getList("values")) {
        Object plain = value.unwrapped();
        if (plain instanceof Map<?, ?> block) {
          plain = block.get("value");
        }
        assertTrue(names.isEmpty() || names.contains(String.valueOf(plain)), row + ": " + plain);
      }
    }
  }

  @Test
  void reasons_whyASettingIsNotSwept_areGiven() {
    assertTrue(blocks("unswept").noneMatch(reason -> reason.getString("because").isBlank()));
  }

  private static boolean isBlock(SettingKey key) {
    return SettingKeys.all().stream().anyMatch(other -> other.path().startsWith(key.path() + "."));
  }

  private Stream<Need> needs(SettingKey key) {
    if (!key.path().startsWith("model.")) {
      return Stream.of(new Need(key.path(), ""));
    }
    return key.condition().stream()
        .map(condition -> condition.substring(condition.lastIndexOf(' ') + 1))
        .filter(type -> !type.equals("none"))
        .map(type -> new Need(key.path(), type));
  }

  private boolean isSwept(Need need) {
    return blocks("rows")
        .filter(row -> row.getString("key").equals(need.key))
        .flatMap(row -> row.getStringList("on").stream())
        .anyMatch(base -> need.type.isEmpty() || type(base).equals(need.type));
  }

  private boolean isExcused(Need need) {
    return blocks("unswept")
        .filter(reason -> reason.getString("key").equals(need.key))
        .anyMatch(
            reason -> !reason.hasPath("on") || reason.getStringList("on").contains(need.type));
  }

  private String type(String base) {
    return plan.getString("bases." + base + ".settings.model.type");
  }

  private List<String> values(String key) {
    return SettingKeys.all().stream()
        .filter(known -> known.path().equals(key))
        .map(SettingKey::values)
        .findFirst()
        .orElseThrow();
  }

  private Stream<Config> blocks(String list) {
    return plan.getConfigList(list).stream().map(Config.class::cast);
  }
}
