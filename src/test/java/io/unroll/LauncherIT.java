package io.unroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a user starts them, through the launcher in the repository's root. */
final class LauncherIT {

  private static final Path LAUNCHER = Path.of(System.getProperty("unroll.root"), "unroll");
  private static final String VERSION = System.getProperty("unroll.version");

  @TempDir Path folder;

  private record Outcome(int status, String output, String errors) {}

  @Test
  void launcher_version_isPrintedAlone() throws Exception {
    Outcome outcome = run(Map.of(), LAUNCHER, "--version");
    assertEquals(0, outcome.status(), outcome::errors);
    assertThat(outcome.output().strip()).as(outcome::output).endsWith(VERSION);
    assertEquals(1, outcome.output().strip().lines().count(), outcome::output);
    assertThat(outcome.errors()).as(outcome::errors).contains("unroll: Java 17");
    assertThat(outcome.errors()).as(outcome::errors).contains("nd4j ");
  }

  @Test
  void launcher_symbolicLink_findsItsHome() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked"), LAUNCHER);
    Outcome outcome = run(Map.of(), link, "--version");
    Files.delete(link);
    assertEquals(0, outcome.status(), outcome::errors);
  }

  @Test
  void launcher_unknownCommand_exitsTwoWithoutStackTrace() throws Exception {
    Outcome outcome = run(Map.of(), LAUNCHER, "nonsense");
    assertEquals(2, outcome.status(), outcome::errors);
    assertThat(outcome.errors()).as(outcome::errors).contains("nonsense");
    assertThat(outcome.errors()).as(outcome::errors).doesNotContain("\tat ");
  }

  @Test
  void launcher_wrongJavaHome_saysWhatToInstall() throws Exception {
    Outcome outcome = run(Map.of("JAVA_HOME", folder.toString()), LAUNCHER, "--version");
    assertEquals(2, outcome.status(), outcome::errors);
    assertThat(outcome.errors()).as(outcome::errors).contains("JAVA_HOME=" + folder);
    assertThat(outcome.errors()).as(outcome::errors).contains("install a JDK 17");
  }

  @Test
  void launcher_oldJava_saysWhichWasFound() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
    assertTrue(java.toFile().setExecutable(true));
    Outcome outcome = run(Map.of("JAVA_HOME", folder.toString()), LAUNCHER, "--version");
    assertEquals(2, outcome.status(), outcome::errors);
    assertThat(outcome.errors()).as(outcome::errors).contains("is 11.0.2");
  }

  @Test
  void launcher_unknownProcessor_exitsTwo() throws Exception {
    Outcome outcome = run(Map.of("UNROLL_ND4J", "sse"), LAUNCHER, "--version");
    assertEquals(2, outcome.status(), outcome::errors);
    assertThat(outcome.errors()).as(outcome::errors).contains("plain, avx2 or avx512, got sse");
  }

  @Test
  void launcher_posixLocale_findsNamesBeyondAscii() throws Exception {
    Path settings = folder.resolve("r\u00e9glages.conf");
    Files.writeString(
        settings, "name = posix\ncorpus.type = addition\nmodel.type = encoder-decoder\n");
    for (String locale : List.of("POSIX", "xx_XX.UTF-8")) {
      Outcome outcome = run(Map.of("LC_ALL", locale), LAUNCHER, "describe", settings.toString());
      assertEquals(0, outcome.status(), outcome::errors);
      assertThat(outcome.output()).as(outcome::output).contains(settings.toString());
    }
  }

  @Test
  void launcher_smallHeap_namesTheSettingInOneLine() throws Exception {
    Path settings = LAUNCHER.resolveSibling("conf").resolve("addition.conf");
    Path out = folder.resolve("out");
    Outcome outcome =
        run(
            Map.of("UNROLL_HEAP", "300m"),
            LAUNCHER,
            "run",
            settings.toString(),
            "--out",
            out.toString());
    assertEquals(2, outcome.status(), outcome::errors);
    assertThat(outcome.errors()).as(outcome::errors).contains("UNROLL_HEAP");
    assertThat(outcome.errors()).as(outcome::errors).doesNotContain("\tat ");
    assertFalse(Files.exists(out));
  }

  @Test
  void launcher_fullDevice_fails() throws Exception {
    Outcome outcome =
        run(Map.of(), Path.of("/bin/sh"), "-c", "'%s' --help >/dev/full".formatted(LAUNCHER));
    assertEquals(1, outcome.status(), outcome::errors);
    assertThat(outcome.errors())
        .as(outcome::errors)
        .contains("standard output could not be written");
  }

  @Test
  void launcher_readerThatHasEnough_isNoFailure() throws Exception {
    String command = "{ '%s' --help; echo status $? >&2; } | true".formatted(LAUNCHER);
    Outcome outcome = run(Map.of(), Path.of("/bin/sh"), "-c", command);
    assertThat(outcome.errors()).as(outcome::errors).contains("status 0");
    assertThat(outcome.errors()).as(outcome::errors).doesNotContain("standard output");
  }

  private Outcome run(Map<String, String> environment, Path program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(Arrays.asList(arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within 120 s");
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}
