package io.unroll.report;

import io.unroll.report.DataVerdict.Grade;
import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Findings about a data report: leaks between splits, padding, what was dropped, unknown tokens,
 * labels.
 */
public final class DataVerdicts {
  private static final double FEW_LEAKS = 0.01;
  private static final double MANY_LINES = 0.5;
  private static final double LITTLE_PADDING = 0.05;
  private static final double FEW_DROPPED = 0.1;
  private static final double FEW_UNKNOWN = 0.01;
  private static final double MANY_UNKNOWN = 0.1;
  private static final double ONE_LABEL_RULES = 0.5;
  private static final String TRAIN = "train";

  private DataVerdicts() {}

  /** Returns the findings about the data, the gravest kind first. */
  public static List<DataVerdict> of(DataReport report) {
    List<DataVerdict> verdicts = new ArrayList<>(leaks(report));
    verdicts.add(padding(report));
    verdicts.add(dropped(report));
    verdicts.addAll(unknown(report));
    verdicts.addAll(labels(report));
    return List.copyOf(verdicts);
  }

  private static List<DataVerdict> leaks(DataReport report) {
    List<DataReport.Overlap> withTrain =
        report.repeats().between().stream().filter(one -> one.other().equals(TRAIN)).toList();
    List<DataVerdict> leaks =
        withTrain.stream()
            .filter(one -> one.inputs() > 0)
            .sorted((left, right) -> Double.compare(right.inputShare(), left.inputShare()))
            .map(one -> leak(report, one))
            .toList();
    String items = lines(report) ? "line" : "input";
    String splits =
        withTrain.stream().map(DataReport.Overlap::split).collect(Collectors.joining(" or "));
    return leaks.isEmpty()
        ? List.of(new DataVerdict(Grade.GOOD, "No " + splits + " " + items + " occurs in train."))
        : leaks;
  }

  private static DataVerdict leak(DataReport report, DataReport.Overlap overlap) {
    boolean few = overlap.inputShare() < (lines(report) ? MANY_LINES : FEW_LEAKS);
    long all = Objects.requireNonNull(report.repeats().within().get(overlap.split())).all();
    String pairs =
        lines(report) ? "" : ", " + Figures.part(overlap.pairShare()) + " with the same target";
    String items = lines(report) ? "lines" : "inputs";
    String advice = few ? "" : advice(report);
    return new DataVerdict(
        few ? Grade.NEUTRAL : Grade.BAD,
        "%s of the %s %s (%s of %s) occur in train%s%s."
            .formatted(
                capital(Figures.part(overlap.inputShare())),
                overlap.split(),
                items,
                Figures.count(overlap.inputs()),
                Figures.count(all),
                pairs,
                advice));
  }

  private static String advice(DataReport report) {
    if (report.splitting().equals("given")) {
      return ": the given splits overlap";
    }
    return lines(report) ? "" : ": split by source (corpus.splitBy = source)";
  }

  private static boolean lines(DataReport report) {
    return report.repeats().unit().equals("line");
  }

  private static DataVerdict padding(DataReport report) {
    DataReport.Padding train = Objects.requireNonNull(report.splits().get(TRAIN)).padding();
    String beside =
        report.layout().equals("lanes")
            ? ""
            : "; batches shuffled without regard to length would waste %s, a fixed width %s"
                .formatted(Figures.part(train.shuffled()), Figures.part(train.fixedWidth()));
    return new DataVerdict(
        train.laidOut() < LITTLE_PADDING ? Grade.GOOD : Grade.NEUTRAL,
        "Padding is " + Figures.part(train.laidOut()) + " of the training steps" + beside + ".");
  }

  private static DataVerdict dropped(DataReport report) {
    Map<String, Long> reasons = new TreeMap<>();
    long read = 0;
    for (DataReport.SplitData split : report.splits().values()) {
      split.dropped().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      read += split.read();
    }
    // The first token of a stream follows none: nothing is lost.
    Long first = reasons.remove("firstToken");
    reasons.values().removeIf(count -> count == 0);
    long dropped = reasons.values().stream().mapToLong(Long::longValue).sum();
    if (dropped == 0) {
      String but = first == null || first == 0 ? "" : ", the first of a text is input only";
      return new DataVerdict(Grade.GOOD, "No " + report.unit() + " was dropped" + but + ".");
    }
    long lost = dropped - reasons.getOrDefault("duplicate", 0L);
    String why =
        reasons.entrySet().stream()
            .map(reason -> Figures.count(reason.getValue()) + " " + reason.getKey())
            .collect(Collectors.joining(", "));
    return new DataVerdict(
        lost > FEW_DROPPED * read ? Grade.BAD : Grade.NEUTRAL,
        "%s of %s %ss were dropped: %s."
            .formatted(Figures.count(dropped), Figures.count(read), report.unit(), why));
  }

  private static Grade ofUnknown(double share) {
    if (share < FEW_UNKNOWN) {
      return Grade.GOOD;
    }
    return share < MANY_UNKNOWN ? Grade.NEUTRAL : Grade.BAD;
  }

  private static List<DataVerdict> unknown(DataReport report) {
    List<DataVerdict> verdicts = new ArrayList<>();
    boolean any = false;
    for (Map.Entry<String, DataReport.SideData> side : report.sides().entrySet()) {
      for (Map.Entry<String, DataReport.TokenData> split : side.getValue().tokens().entrySet()) {
        any = true;
        double share = split.getValue().unknownShare();
        if (share > 0) {
          String which = side.getKey().equals("tokens") ? "tokens" : side.getKey() + " tokens";
          verdicts.add(
              new DataVerdict(
                  ofUnknown(share),
                  "%s of the %s %s are not in the vocabulary."
                      .formatted(capital(Figures.part(share)), split.getKey(), which)));
        }
      }
    }
    return any && verdicts.isEmpty()
        ? List.of(new DataVerdict(Grade.GOOD, "Every token is in the vocabulary."))
        : verdicts;
  }

  /** As the first words of a sentence. */
  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static List<DataVerdict> labels(DataReport report) {
    List<DataVerdict> verdicts = new ArrayList<>();
    for (DataReport.SideData side : report.sides().values()) {
      List<DataReport.NameCount> train = side.counts().getOrDefault(TRAIN, List.of());
      if (side.kind().startsWith("label")
          && !train.isEmpty()
          && train.get(0).share() > ONE_LABEL_RULES) {
        verdicts.add(
            new DataVerdict(
                Grade.NEUTRAL,
                "The label “%s” makes up %s of train."
                    .formatted(train.get(0).name(), Figures.part(train.get(0).share()))));
      }
      if (side.kind().startsWith("label")) {
        sameButForCase(train).ifPresent(verdicts::add);
      }
    }
    return verdicts;
  }

  private static Optional<DataVerdict> sameButForCase(List<DataReport.NameCount> labels) {
    Map<String, String> seen = new TreeMap<>();
    for (DataReport.NameCount label : labels) {
      String other = seen.putIfAbsent(label.name().toLowerCase(Locale.ROOT), label.name());
      if (other != null) {
        return Optional.of(
            new DataVerdict(
                Grade.BAD,
                "The labels “%s” and “%s” differ in upper and lower case alone."
                    .formatted(other, label.name())));
      }
    }
    return Optional.empty();
  }
}
