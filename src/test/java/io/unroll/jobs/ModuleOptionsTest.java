package io.unroll.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules opened for Spark: the tests and the scripts open those that spark-submit opens. */
class ModuleOptionsTest {
  private static final Pattern OPENED = Pattern.compile("--add-opens=(java\\.base/[\\w.]+)");

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "jobs/environment.sh"})
  void file_thatStartsJava_opensWhatSparkOpens(String file) throws IOException {
    assertThat(opened(Files.readString(Path.of(file))))
        .containsExactlyInAnyOrderElementsOf(opened(JavaModuleOptions.defaultModuleOptions()));
  }

  private static List<String> opened(String text) {
    return OPENED.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
