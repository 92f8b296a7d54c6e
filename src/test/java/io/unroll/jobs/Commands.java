package io.unroll.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.Unroll;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commands run in this process, and what they leave on disk. */
public final class Commands {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Trains in seconds: 600 sums of two operands below 100. */
  private static final String SMALL_ADDITION =
      """
      name = small
      seed = 3
      corpus { type = addition, digits = 2, examples = 600 }
      shards { batchSize = 16, buckets = 2, maxLength = 10, files = 2 }
      model { type = encoder-decoder, hidden = 16, embedding = 8 }
      training { workers = 2, averaging.every = 1, epochs = 2 }
      evaluation { maxOutputLength = 6 }
      """;

  private Commands() {}

  /** Output and status of a command. */
  public record Outcome(int status, String output, String errors) {
    public Outcome expect(int expected) {
      assertEquals(expected, status, () -> output + errors);
      return this;
    }
  }

  /** Runs one command as the launcher does. */
  static Outcome unroll(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    return run(output, new PrintStream(output, true, StandardCharsets.UTF_8), arguments);
  }

  /** Runs one command that breaks with an error when it comes to print this text. */
  static Outcome unrollBrokenAt(String text, Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream breaking =
        new PrintStream(output, true, StandardCharsets.UTF_8) {
          @Override
          public PrintStream format(@Nullable Locale locale, String format, Object... values) {
            String line = String.format(locale, format, values);
            if (line.contains(text)) {
              throw new IllegalStateException("broken at " + text);
            }
            print(line);
            return this;
          }
        };
    return run(output, breaking, arguments);
  }

  private static synchronized Outcome run(
      ByteArrayOutputStream output, PrintStream capture, Object... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(capture);
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      int status =
          Unroll.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
      return new Outcome(
          status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Writes the settings of a small addition run into a folder. */
  public static Path smallAddition(Path folder) throws IOException {
    return Files.writeString(folder.resolve("small.conf"), SMALL_ADDITION);
  }

  /** Runs the small addition on two threads and returns its report. */
  static JsonNode runSmall(Path settings, Path out, Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("run", settings, "--out", out));
    arguments.addAll(Arrays.asList(more));
    if (!arguments.contains("--master")) {
      arguments.addAll(List.of("--master", "local[2]"));
    }
    unroll(arguments.toArray()).expect(0);
    return report(out);
  }

  static JsonNode report(Path out) throws IOException {
    return json(out.resolve("report/report.json"));
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }

  static String parametersHash(JsonNode report) {
    return report.at("/provenance/parametersHash").asText();
  }

  /** The bytes of every file below a folder, by name. */
  static Map<String, List<Byte>> bytes(Path folder) throws IOException {
    Map<String, List<Byte>> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        List<Byte> content = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          content.add(b);
        }
        files.put(folder.relativize(file).toString(), content);
      }
    }
    return files;
  }

  /** The names below a folder, sorted. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }
}
