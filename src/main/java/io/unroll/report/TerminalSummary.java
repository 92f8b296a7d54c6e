package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jline.utils.WCWidth;

/**
 * Summary that a run prints at its end: metrics with their baselines, speed, and a few predictions.
 */
public final class TerminalSummary {
  /** No line is wider, so that it fits a terminal of 100 columns with its cursor. */
  public static final int MAX_COLUMNS = 98;

  private static final int SAMPLES = 3;
  private static final int INDENT = 13;
  private static final int NAME_COLUMNS = 30;
  private static final int INPUT_COLUMNS = 34;
  private static final int PREDICTION_COLUMNS = 22;

  private TerminalSummary() {}

  /** Several lines, each ended by a newline; nothing in them can steer the terminal. */
  public static String render(RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(label(report.name()) + ": " + report.status());
    lines.add("  " + report.task());
    addMetrics(lines, report);
    report
        .analysis()
        .leftOut()
        .forEach(
            (what, why) -> {
              lines.add("  left out: " + VisibleText.onOneLine(what));
              lines.add("    " + VisibleText.onOneLine(why));
            });
    report.training().ifPresent(training -> lines.add("  " + speed(training)));
    List<Sample> samples = samples(report.samples());
    int width = samples.stream().mapToInt(sample -> columns(input(sample))).max().orElse(0);
    samples.forEach(sample -> lines.add("  " + line(sample, width)));
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      out.append(cut(VisibleText.of(line).replace('\n', '↵'), MAX_COLUMNS)).append('\n');
    }
    return out.toString();
  }

  private static void addMetrics(List<String> lines, RunReport report) {
    int width =
        report.metrics().keySet().stream().mapToInt(name -> columns(label(name))).max().orElse(0);
    report
        .metrics()
        .forEach(
            (name, metric) -> lines.addAll(metric(name, metric, Baseline.of(report, name), width)));
  }

  /** On more lines than one where all it has to beat does not fit. */
  private static List<String> metric(
      String name, Metric metric, List<Baseline> baselines, int width) {
    StringBuilder line = new StringBuilder("  ").append(pad(label(name), width));
    line.append(String.format(Locale.ROOT, " %10s", Figures.figure(metric.value())));
    line.append(metric.interval().map(range -> "  (" + range + ")").orElse(""));
    List<String> lines = new ArrayList<>();
    for (Baseline baseline : baselines) {
      String against =
          "   %s %s %s"
              .formatted(
                  baseline.verdict(),
                  VisibleText.onOneLine(baseline.method()),
                  Figures.figure(baseline.value()));
      if (columns(line + against) > MAX_COLUMNS) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(width + INDENT));
      }
      line.append(against);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String label(String name) {
    return cut(VisibleText.onOneLine(name), NAME_COLUMNS);
  }

  private static String speed(TrainingSummary training) {
    StringBuilder line = new StringBuilder(Figures.rate(training.tokensPerSecond()));
    line.append(' ').append(training.unit()).append("s/s with ").append(training.workers());
    line.append(training.workers() == 1 ? " worker, " : " workers, ");
    line.append(Figures.count(training.tokens()))
        .append(' ')
        .append(training.unit())
        .append("s in ");
    line.append(Figures.duration(training.seconds()));
    if (training.skippedSteps() > 0) {
      line.append(", ").append(Figures.count(training.skippedSteps())).append(" skipped steps");
    }
    return line.toString();
  }

  /** Up to three, both right and wrong ones where both exist, the right ones first. */
  static List<Sample> samples(List<Sample> all) {
    List<Sample> wrong = all.stream().filter(Sample::wrong).limit(SAMPLES).toList();
    List<Sample> others = all.stream().filter(s -> !s.wrong()).limit(SAMPLES).toList();
    int wrongShown = Math.min(wrong.size(), Math.max(1, SAMPLES - others.size()));
    return Stream.concat(
            others.stream().limit(SAMPLES - wrongShown), wrong.stream().limit(wrongShown))
        .toList();
  }

  private static String input(Sample sample) {
    return cut(VisibleText.onOneLine(sample.input()), INPUT_COLUMNS);
  }

  private static String line(Sample sample, int width) {
    StringBuilder line = new StringBuilder(pad(SamplesText.mark(sample), 9)).append("  ");
    line.append(pad(input(sample), width)).append("  →  ");
    if (sample.wrong()) {
      line.append(cut(VisibleText.onOneLine(sample.prediction()), PREDICTION_COLUMNS))
          .append("   expected ");
      line.append(VisibleText.onOneLine(sample.reference().orElse("")));
    } else {
      line.append(VisibleText.onOneLine(sample.prediction()));
    }
    return line.toString();
  }

  private static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - columns(text)));
  }

  private static int columns(String text) {
    return text.codePoints().map(TerminalSummary::columns).sum();
  }

  private static int columns(int character) {
    return Math.max(0, WCWidth.wcwidth(character));
  }

  /** At most {@code limit} columns, ended by an ellipsis where something is left out. */
  private static String cut(String text, int limit) {
    if (columns(text) <= limit) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int used = 1;
    for (int character : text.codePoints().toArray()) {
      used += columns(character);
      if (used > limit) {
        break;
      }
      out.appendCodePoint(character);
    }
    return out.append('…').toString();
  }
}
