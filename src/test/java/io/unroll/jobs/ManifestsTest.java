package io.unroll.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unroll.Unroll;
import io.unroll.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** Manifests for schedulers and clusters: each parses, and asks for what there is. */
class ManifestsTest {
  private static final Path JOBS = Path.of("jobs");
  private static final String HOME = "/opt/unroll/";
  private static final String CLOCK = "(\\d+|\\*)( (\\d+|\\*)){4}";

  private static final Set<String> APPLICATION =
      Set.of(
          "type",
          "mode",
          "sparkVersion",
          "image",
          "mainClass",
          "mainApplicationFile",
          "arguments",
          "restartPolicy",
          "sparkConf",
          "driver",
          "executor");

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static Map<String, Object> yaml(String name, String version, String kind)
      throws IOException {
    Map<String, Object> root =
        new Yaml().load(Files.readString(JOBS.resolve("kubernetes").resolve(name)));
    assertEquals(Set.of("apiVersion", "kind", "metadata", "spec"), root.keySet());
    assertEquals(version, root.get("apiVersion"));
    assertEquals(kind, root.get("kind"));
    assertThat(map(root.get("metadata")).get("name").toString()).matches("[a-z0-9-]+");
    return map(root.get("spec"));
  }

  @Test
  void sparkApplication_hasTheOperatorsFields() throws IOException {
    Map<String, Object> spec =
        yaml("spark-application.yaml", "sparkoperator.k8s.io/v1beta2", "SparkApplication");
    assertApplication(spec);
    assertEquals("OnFailure", map(spec.get("restartPolicy")).get("type"));
  }

  @Test
  void scheduledSparkApplication_forbidsASecondNight() throws IOException {
    Map<String, Object> spec =
        yaml(
            "scheduled-spark-application.yaml",
            "sparkoperator.k8s.io/v1beta2",
            "ScheduledSparkApplication");
    assertEquals("Forbid", spec.get("concurrencyPolicy"));
    assertThat(spec.get("schedule").toString()).matches(CLOCK);
    assertApplication(map(spec.get("template")));
  }

  private static void assertApplication(Map<String, Object> spec) {
    assertEquals(APPLICATION, spec.keySet());
    assertEquals("Java", spec.get("type"));
    assertEquals("cluster", spec.get("mode"));
    assertEquals(org.apache.spark.package$.MODULE$.SPARK_VERSION(), spec.get("sparkVersion"));
    assertEquals(Unroll.class.getName(), spec.get("mainClass"));
    assertEquals("local://" + HOME + "target/unroll.jar", spec.get("mainApplicationFile"));
    map(spec.get("sparkConf"))
        .forEach((key, value) -> assertTrue(value instanceof String, key + " must be a text"));
    for (String role : List.of("driver", "executor")) {
      assertTrue(map(spec.get(role)).get("cores") instanceof Integer, role);
      assertThat(map(spec.get(role)).get("memoryOverhead").toString()).as(role).matches("\\d+g");
    }
    assertCommand(texts(spec.get("arguments")));
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(Object::toString).toList();
  }

  @Test
  void cronJob_runsOnePodAtATime() throws IOException {
    Map<String, Object> spec = yaml("cronjob.yaml", "batch/v1", "CronJob");
    assertEquals("Forbid", spec.get("concurrencyPolicy"));
    assertThat(spec.get("schedule").toString()).matches(CLOCK);
    Map<String, Object> job = map(map(spec.get("jobTemplate")).get("spec"));
    Map<String, Object> pod = map(map(job.get("template")).get("spec"));
    assertEquals("Never", pod.get("restartPolicy"), "podFailurePolicy asks for it");
    Map<String, Object> container = map(((List<?>) pod.get("containers")).get(0));
    List<String> arguments = texts(container.get("args"));
    int jar = arguments.indexOf(HOME + "target/unroll.jar");
    assertEquals(Unroll.class.getName(), arguments.get(jar - 1));
    assertCommand(arguments.subList(jar + 1, arguments.size()));
  }

  /** Parses as the program does, and loads the settings it names. */
  private static void assertCommand(List<String> arguments) {
    CommandLine.ParseResult parsed =
        new CommandLine(new Unroll()).parseArgs(arguments.toArray(String[]::new));
    CommandLine.ParseResult command = parsed.subcommand();
    Path file = command.matchedPositionalValue(0, Path.of(""));
    assertTrue(file.toString().startsWith(HOME + "conf/") || !file.isAbsolute(), file::toString);
    List<String> overrides = new ArrayList<>(command.matchedOptionValue("--set", List.of()));
    if (command.commandSpec().name().equals("retrain")) {
      overrides.add("corpus.path=x");
    }
    Path here = Path.of(file.toString().replace(HOME, ""));
    assertEquals(
        command.commandSpec().name().equals("retrain"),
        SettingsLoader.load(here, overrides).retraining().partitions().isPresent());
  }

  @Test
  void dockerfile_copiesWhatThereIs() throws IOException {
    List<String> lines = Files.readAllLines(JOBS.resolve("kubernetes/Dockerfile"));
    List<String> instructions =
        lines.stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    assertThat(instructions.get(0))
        .startsWith("FROM apache/spark:" + org.apache.spark.package$.MODULE$.SPARK_VERSION() + "-");
    for (String line : instructions) {
      String[] words = line.split(" ");
      assertThat(Set.of("FROM", "USER", "COPY", "ENV", "WORKDIR")).as(line).contains(words[0]);
      if (words[0].equals("COPY") && !words[1].startsWith("target/")) {
        assertTrue(Files.exists(Path.of(words[1])), line);
        assertEquals(HOME + words[1], words[2]);
      }
    }
  }

  @Test
  void crontab_hasAClockAndACommand() throws IOException {
    List<String> lines =
        Files.readAllLines(JOBS.resolve("cron/unroll.crontab")).stream()
            .filter(line -> !line.startsWith("#") && !line.matches("[A-Z]+=\\w+"))
            .toList();
    assertEquals(1, lines.size());
    Matcher line = Pattern.compile(CLOCK + " (.*)").matcher(lines.get(0));
    assertThat(line).matches();
    assertThat(lines.get(0)).as("cron takes % for the end of the command").doesNotContain("%");
    assertCommand(unroll(lines.get(0)));
  }

  private static List<String> unroll(String command) {
    Matcher call = Pattern.compile("unroll ((?:retrain|run) .*?)( *>.*)?$").matcher(command);
    assertTrue(call.find(), command);
    return Arrays.asList(call.group(1).split(" "));
  }

  @Test
  void systemd_unitsFitTogether() throws Exception {
    Map<String, String> timer = unit("unroll-nightly.timer");
    Map<String, String> service = unit("unroll-nightly.service");
    assertAll(
        () -> assertEquals("true", timer.get("Timer.Persistent")),
        () -> assertEquals("timers.target", timer.get("Install.WantedBy")),
        () -> assertEquals("oneshot", service.get("Service.Type")),
        () -> assertEquals("3", service.get("Service.SuccessExitStatus")));
    assertCommand(unroll(service.getOrDefault("Service.ExecStart", "")));
  }

  /** Values by section and key; every line must be one of a unit file. */
  private static Map<String, String> unit(String name) throws IOException {
    Map<String, String> values = new TreeMap<>();
    String section = "";
    for (String line : Files.readAllLines(JOBS.resolve("systemd").resolve(name))) {
      if (line.matches("\\[[A-Z]\\w+]")) {
        section = line.substring(1, line.length() - 1);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        assertThat(line).matches("[A-Z]\\w+=.+");
        values.put(section + "." + line.split("=", 2)[0], line.split("=", 2)[1]);
      }
    }
    return values;
  }

  @Test
  void airflow_compilesAndCallsWhatThereIs() throws Exception {
    Path dag = JOBS.resolve("airflow/unroll_nightly.py");
    String text = Files.readString(dag);
    Matcher arguments =
        Pattern.compile("(?s)application_args=\\[(.*?)\\n        \\]").matcher(text);
    assertTrue(arguments.find());
    List<String> command = new ArrayList<>();
    Matcher each = Pattern.compile("(?m)^ +f?\"(.*)\",$").matcher(arguments.group(1));
    while (each.find()) {
      command.add(each.group(1).replace("{UNROLL}/", HOME).replaceAll("\\{\\{.*}}", "2026-11-20"));
    }
    assertCommand(command);
    assumeTrue(isThere("python3"), "no python3 to compile " + dag);
    Process python =
        new ProcessBuilder(
                "python3",
                "-c",
                "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')",
                dag.toString())
            .inheritIO()
            .start();
    assertEquals(0, python.waitFor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.sh", "local-cluster.sh", "environment.sh", "gpu-discovery.sh"})
  void scripts_parse(String name) throws Exception {
    Process bash = new ProcessBuilder("bash", "-n", JOBS.resolve(name).toString()).start();
    assertEquals(0, bash.waitFor());
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
