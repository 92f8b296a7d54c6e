package io.unroll.runs;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.report.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * Reader of {@code training.jsonl} for the report: few enough rounds to draw, neighbours as one.
 */
final class Course {
  private static final int MOST_POINTS = 200;
  private static final List<String> PHASES = List.of("fit", "gather", "reduce", "other");

  private final int together;
  private final List<Round> rounds = new ArrayList<>();
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private int number;
  private int open;
  private long tokens;
  private long openTokens;
  private double seconds;
  private double nats;
  private double norm;

  private Course(int together) {
    this.together = together;
  }

  /** Returns the rounds of a run; none of one trained without. */
  static List<Round> read(RunFolder folder) throws IOException {
    Path path = folder.path(RoundLog.FILE);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : RoundLog.lines(path.getFileSystem(folder.hadoop()), path)) {
      lines.add(RoundLog.parsed(path, line));
    }
    Course course = new Course((lines.size() + MOST_POINTS - 1) / MOST_POINTS);
    lines.forEach(course::add);
    course.close();
    return course.rounds;
  }

  private void add(JsonNode line) {
    number++;
    open++;
    long trained = line.path("tokens").asLong();
    tokens += trained;
    openTokens += trained;
    seconds += line.at("/seconds/round").asDouble();
    nats += trained * line.path("nats").asDouble(Double.NaN);
    norm = Math.max(norm, line.path("gradientNorm").asDouble(Double.NaN));
    for (String phase : PHASES) {
      phases.merge(phase, line.at("/seconds/" + phase).asDouble(), Double::sum);
    }
    if (open == together) {
      close();
    }
  }

  private void close() {
    if (open == 0) {
      return;
    }
    int count = open;
    phases.replaceAll((phase, sum) -> sum / count);
    rounds.add(new Round(number, tokens, seconds, nats / openTokens, norm, phases));
    phases.clear();
    open = 0;
    openTokens = 0;
    nats = 0;
    norm = 0;
  }
}
