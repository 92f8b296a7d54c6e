package io.unroll.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A language model on a generated text, prepared once and trained in many ways.
 *
 * @param folder that holds all of it
 * @param settings file
 */
record AveragingCourse(Path folder, Path settings) {
  private static final Path ROOT = Path.of(System.getProperty("unroll.root", "."));
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes text and settings and prepares the shards.
   *
   * @param training content of the block {@code training}
   */
  static AveragingCourse prepare(
      Path folder, int hidden, int embedding, int batchSize, int characters, String training)
      throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, text(characters));
    Path settings = folder.resolve("course.conf");
    Files.writeString(
        settings,
        """
        name = course
        corpus { type = text, path = "%s", shares { train = 0.9, valid = 0.05, test = 0.05 } }
        shards { batchSize = %d, windowLength = 64, laneGroups = 2 }
        model { type = language-model, cell = lstm, layers = 1, hidden = %d, embedding = %d }
        training { %s }
        """
            .formatted(text, batchSize, hidden, embedding, training));
    TimedCommand.run(
        List.of(
            ROOT.resolve("unroll").toString(),
            "prepare",
            settings.toString(),
            "--out",
            folder.resolve("prepared").toString()),
        Map.of(),
        folder.resolve("prepare.log"));
    return new AveragingCourse(folder, settings);
  }

  /** Words of pseudo-random letters, each many times: something to learn, nothing to copy. */
  private static String text(int characters) {
    Random random = new Random(7);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int length = 2 + random.nextInt(8);
      StringBuilder word = new StringBuilder();
      for (int letter = 0; letter < length; letter++) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      int rank = (int) (words.size() * Math.pow(random.nextDouble(), 3));
      text.append(words.get(rank)).append(random.nextInt(12) == 0 ? '\n' : ' ');
    }
    return text.toString();
  }

  /** A run of its own with the shards that are there; one that is there already is removed. */
  Path fresh(String name) throws IOException {
    Path out = folder.resolve(name);
    if (Files.exists(out)) {
      try (Stream<Path> old = Files.walk(out)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Path prepared = folder.resolve("prepared");
    try (Stream<Path> files = Files.walk(prepared)) {
      for (Path file : files.toList()) {
        Files.copy(file, out.resolve(prepared.relativize(file).toString()));
      }
    }
    return out;
  }

  /** The rounds of a run. */
  static List<JsonNode> rounds(Path out) throws IOException {
    List<JsonNode> rounds = new ArrayList<>();
    Path log = out.resolve("training.jsonl");
    if (Files.exists(log)) {
      for (String line : Files.readAllLines(log)) {
        rounds.add(JSON.readTree(line));
      }
    }
    return rounds;
  }

  /** The training of a run as {@code run.json} has it. */
  static JsonNode training(Path out) throws IOException {
    return JSON.readTree(out.resolve("run.json").toFile()).path("training");
  }
}
