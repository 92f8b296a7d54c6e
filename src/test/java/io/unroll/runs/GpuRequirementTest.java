package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuRequirementTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "false, spark://host:7077, 1, mvn -Pcuda package",
    "true, local[2], 1, jobs/local-cluster.sh",
    "true, spark://host:7077, 0.5, no two tasks",
    "true, spark://host:7077, 0, must be 1",
  })
  void check_gpuThatCannotBe_isRefused(boolean cuda, String master, String amount, String advice) {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> GpuRequirement.check(cuda, conf(master, amount)));
    assertThat(refused.getMessage()).contains(advice);
  }

  @Test
  void check_aGpuForEachTask_passes() {
    assertDoesNotThrow(() -> GpuRequirement.check(true, conf("spark://host:7077", "1")));
  }

  @Test
  void discoveryScript_twoGpus_printsWhatSparkReads() throws IOException, InterruptedException {
    fakeTool("#!/bin/sh\nprintf '0\\n1\\n'\n");
    assertEquals("{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}", discovered(0));
  }

  @Test
  void discoveryScript_noDriver_failsAndSaysWhy() throws IOException, InterruptedException {
    fakeTool("#!/bin/sh\necho 'no devices were found' >&2\nexit 9\n");
    assertThat(discovered(1)).contains("no devices were found");
  }

  private static SparkConf conf(String master, String amount) {
    return new SparkConf(false)
        .set("spark.master", master)
        .set("spark.task.resource.gpu.amount", amount);
  }

  private void fakeTool(String script) throws IOException {
    Path tool = folder.resolve("nvidia-smi");
    Files.writeString(tool, script);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String discovered(int status) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of("jobs/gpu-discovery.sh").toAbsolutePath().toString())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(status, process.waitFor(), printed);
    return printed;
  }
}
