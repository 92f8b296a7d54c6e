package io.unroll.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files in conf/ and the documentation of every default. */
class ShippedSettingsTest {
  private static final Path CONF = Path.of("conf");

  /** Keys that only the user can give, mentioned in comments. */
  private static final Set<String> WITHOUT_DEFAULT =
      Stream.concat(
              Stream.of(
                  "name",
                  "corpus.type",
                  "retraining.partitions",
                  "retraining.gates.tolerances",
                  "variants.tokens.subword.file",
                  "variants.corpus.parallel.sourceSuffix",
                  "variants.corpus.parallel.targetSuffix",
                  "variants.corpus.table.options",
                  "variants.corpus.table.load",
                  "variants.corpus.table.query",
                  "variants.corpus.table.splitColumn",
                  "variants.corpus.table.groupColumn"),
              Stream.of(
                      "text",
                      "parallel",
                      "labelled",
                      "tagged",
                      "series",
                      "frames",
                      "attributes",
                      "images",
                      "images.labels")
                  .flatMap(
                      type ->
                          Stream.of("path", "train", "valid", "test")
                              .map(key -> "variants.corpus." + type + "." + key)))
          .collect(Collectors.toUnmodifiableSet());

  /** Returns what a file in conf/ leaves to the command line. */
  private static List<String> missing(String content) {
    if (content.contains("type = table")) {
      return List.of("corpus.load=table.parquet");
    }
    if (content.contains("--set corpus.path=") || content.contains("unroll retrain")) {
      return List.of("corpus.path=some.txt");
    }
    return content.contains("--set corpus.train=")
        ? List.of("corpus.train=a", "corpus.valid=b", "corpus.test=c")
        : List.of();
  }

  static Stream<Path> experiments() throws IOException {
    try (Stream<Path> files = Files.list(CONF)) {
      return files
          .filter(file -> file.toString().endsWith(".conf"))
          .filter(file -> !file.endsWith("reference.conf"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void experiment_asShipped_loads(Path file) throws IOException {
    Settings settings = SettingsLoader.load(file, missing(Files.readString(file)));

    assertEquals(CONF.relativize(file).toString(), settings.name() + ".conf");
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void experiment_asShipped_opensWithItsPurposeAndCommand(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);

    assertThat(lines.get(0)).startsWith("# ");
    assertThat(lines.get(1)).matches("# ./unroll (run|prepare|retrain) \\Q" + file + "\\E.*");
  }

  @Test
  void reference_keys_areThoseOfTheRecords() throws IOException {
    Set<String> expected = new TreeSet<>();
    collect(Settings.class, "", expected);
    expected.removeAll(WITHOUT_DEFAULT);
    Set<String> documented = new TreeSet<>();
    leaves(Defaults.reference().withoutPath(Defaults.COMMON).root(), "", documented);

    assertEquals(expected, documented);
    String text = Files.readString(CONF.resolve("reference.conf"));
    assertAll(
        WITHOUT_DEFAULT.stream()
            .map(key -> key.substring(key.lastIndexOf('.') + 1))
            .map(key -> () -> assertThat(text).as(key).contains(key)));
  }

  @Test
  void reference_everyKey_standsBelowAComment() {
    List<String> bare = new ArrayList<>();
    Config reference = Defaults.reference();
    reference.entrySet().stream()
        .filter(entry -> !entry.getKey().matches("(variants|common)\\..*"))
        .filter(entry -> entry.getValue().origin().comments().isEmpty())
        .forEach(entry -> bare.add(entry.getKey()));

    assertEquals(List.of(), bare);
  }

  @Test
  void reference_packedAndInConf_areTheSameFile() throws IOException {
    try (InputStream resource = Defaults.class.getResourceAsStream(Defaults.RESOURCE)) {
      byte[] packed = Objects.requireNonNull(resource).readAllBytes();

      assertArrayEquals(Files.readAllBytes(CONF.resolve("reference.conf")), packed);
    }
  }

  private static void collect(Class<?> record, String prefix, Set<String> keys) {
    for (RecordComponent component : Schema.components(record)) {
      String key = prefix + component.getName();
      Class<?> type = component.getType();
      if (type.isSealed()) {
        keys.add(key + "." + Schema.choiceKey(type));
        collectVariants(type, component.getName(), keys);
      } else if (type.isRecord()) {
        collect(type, key + ".", keys);
      } else {
        keys.add(key);
      }
    }
  }

  /** Keys that all variants share and that the section itself gives are not asked of each. */
  private static void collectVariants(Class<?> type, String section, Set<String> keys) {
    ConfigObject common = Defaults.reference().getObject(section);
    for (var variant : Schema.variants(type).entrySet()) {
      Set<String> own = new TreeSet<>();
      collect(variant.getValue(), "", own);
      for (String key : own) {
        boolean isCommon = common.containsKey(key);
        keys.add(
            isCommon
                ? section + "." + key
                : "variants." + section + "." + variant.getKey() + "." + key);
      }
    }
  }

  private static void leaves(ConfigObject block, String prefix, Set<String> keys) {
    block.forEach(
        (name, value) -> {
          if (value instanceof ConfigObject inner) {
            leaves(inner, prefix + name + ".", keys);
          } else {
            keys.add(prefix + name);
          }
        });
  }
}
