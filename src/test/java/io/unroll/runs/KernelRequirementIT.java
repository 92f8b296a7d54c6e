package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.jobs.Commands;
import io.unroll.jobs.Commands.Outcome;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.TestModels;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

/** {@code backend.kernels = require} where no kernel can run. */
class KernelRequirementIT {
  private static final String REQUIRE = "backend.kernels=require";
  private static final long SECONDS = 120;

  @TempDir Path folder;
  private Path settings;

  @BeforeEach
  void settings() throws IOException {
    settings = Commands.smallAddition(folder);
  }

  @Test
  void network_inDoublePrecision_isRefusedWithTheLayersNames() {
    Settings required = SettingsLoader.load(settings, List.of(REQUIRE));
    NetworkBlueprint blueprint = TestModels.blueprint(required);
    assertDoesNotThrow(() -> KernelRequirement.check(required, blueprint));
    ComputationGraph doubled = TestModels.network(blueprint).convertDataType(DataType.DOUBLE);
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> KernelRequirement.check(required, doubled));
    assertEquals(1, refused.problems().size());
    assertThat(refused.problems().get(0)).as(refused::toString).contains("decoder0, encoder0");
    assertThat(refused.problems().get(0)).as(refused::toString).contains("DOUBLE");
    Settings auto = SettingsLoader.load(settings, List.of());
    assertDoesNotThrow(() -> KernelRequirement.check(auto, doubled));
  }

  @Test
  void run_withoutOneDnn_isRefusedBeforeAnythingIsMade() throws Exception {
    Path out = folder.resolve("out");
    Outcome refused = withoutOneDnn("run", settings, "--set", REQUIRE, "--out", out).expect(2);
    List<String> problems =
        refused.errors().lines().filter(line -> line.startsWith("unroll: ")).toList();
    assertEquals(1, problems.size(), refused::errors);
    assertTrue(
        problems.get(0).contains("backend.kernels = require") && problems.get(0).contains("oneDNN"),
        refused::errors);
    assertThat(refused.errors()).as(refused::errors).doesNotContain("\tat ");
    assertFalse(Files.exists(out));
  }

  @Test
  void describe_withoutOneDnn_saysWhyTheStockPathRuns() throws Exception {
    Outcome described = withoutOneDnn("describe", settings, "--json").expect(0);
    String computedBy =
        new ObjectMapper().readTree(described.output()).at("/layers/2/computedBy").asText();
    assertThat(computedBy).startsWith("stock path: oneDNN cannot be loaded");
  }

  /** Runs a command in a process of its own whose class path lacks oneDNN's library. */
  private Outcome withoutOneDnn(Object... arguments) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().matches("dnnl-.*-linux.*"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", classPath, "io.unroll.Unroll"));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end within " + SECONDS + " s");
    }
    return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
