package io.unroll.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reports as runs write them, and one no run should survive. */
final class ExampleReports {
  private static final String SIGNATURE =
      "split:test|examples:2500|tokens:9871|mode:beam4|version:0.1.0";

  /** Text that breaks pages, tables, terminals and encoders. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "</style></title>{{name}}{{{css}}}",
          "\u202Egnp.exe\u202C and \u2066isolated\u2069",
          "nul \u0000 escape \u001b[31mred\u001b[0m bell \u0007 \u0085",
          "high \uD83D alone, low \uDE00 alone",
          "tab\tnewline\nreturn\rend",
          "שלום עולם و مرحبا",
          "\u2028\u2029\uFEFF\uFFFE\u200B",
          " blank at both ends ",
          "");

  private ExampleReports() {}

  static RunReport addition() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    metrics.put(
        "exactMatch",
        new Metric(
            0.9872, Optional.of(new Metric.Interval(0.9824, 0.9916, 0.95)), SIGNATURE, true));
    metrics.put("accuracy", new Metric(0.99612, SIGNATURE, true));
    metrics.put("nats", new Metric(0.01234, SIGNATURE.replace("beam4", "teacherForcing"), false));
    Map<String, Double> baselines = new LinkedHashMap<>();
    baselines.put("copy", 0.0);
    baselines.put("most frequent answer", 0.0012);
    baselines.put("nats", 2.1972);
    return new RunReport(
        "addition",
        "done",
        "encoder-decoder, lstm 1 × 256, attention general: adds numbers of up to 3 digits,"
            + " 50,000 generated examples",
        metrics,
        baselines,
        analysis(),
        Optional.of(training(12, 2)),
        List.of(
            new Sample("test/17", "12+345=", Optional.of("357"), "357", true),
            new Sample("test/18", "999+4=", Optional.of("1003"), "1003", true),
            new Sample(
                "test/31",
                "608+794=",
                Optional.of("1402"),
                "1302",
                false,
                "worst",
                Optional.of(alignment("608+794=", "1302"))),
            new Sample("test/40", "7+88=", Optional.of("95"), "95", true)),
        data(),
        provenance("./unroll run conf/addition.conf --out runs/addition"));
  }

  static RunReport languageModel() {
    String verse =
        "ROMEO:\nWhat shall I say to thee, that art my lord?\nThe time is come, and yet I cannot"
            + " speak;\nFor all the world is but a weary stage.\n\nJULIET:\nO, speak again, ";
    return new RunReport(
        "tiny-shakespeare",
        "done",
        "language-model, lstm 2 × 512 over characters, hidden state carried across windows",
        Map.of("nats", new Metric(1.512, "split:test|tokens:111540|state:carried", false)),
        Map.of("5-gram", 1.669),
        Analysis.NONE,
        Optional.of(training(48, 8)),
        List.of(new Sample("prompt/1", "ROMEO:", Optional.empty(), verse + verse, false)),
        data(),
        provenance("./unroll run conf/char-language-model.conf --set corpus.path=input.txt"));
  }

  /** Hostile text in every place that takes text; figures that are not finite. */
  static RunReport hostile() {
    RunReport usual = addition();
    String all = String.join("|", HOSTILE);
    Epoch lost =
        new Epoch(
            1,
            Double.NaN,
            OptionalDouble.of(Double.POSITIVE_INFINITY),
            10,
            0.5,
            Double.NaN,
            List.of(Double.NaN, Double.NEGATIVE_INFINITY),
            Map.of(all, Double.NaN),
            new TreeMap<>(Map.of(all, new Epoch.Layer(0, Double.NaN))));
    Machine machine =
        new Machine(
            all,
            all,
            all,
            new Backend(all, Map.of(all, new Backend.LayerPasses(1, Map.of(all, 2L)))),
            1);
    Provenance provenance = usual.provenance();
    return new RunReport(
        all,
        all,
        all,
        Map.of(all, new Metric(Double.NaN, all, true)),
        Map.of("lost " + all, Double.NEGATIVE_INFINITY),
        hostileAnalysis(all),
        Optional.of(
            new TrainingSummary(
                all,
                Double.NaN,
                10,
                0.5,
                2,
                1,
                1,
                List.of(lost),
                List.of(),
                all,
                OptionalInt.of(1))),
        hostileSamples().toList(),
        new DataSummary(
            Map.of(all, new SplitSummary(3, 2, Map.of(all, 1L), 1, 10)),
            Map.of(all, 5),
            Double.NaN,
            Optional.of(all),
            List.of(new DataVerdict(DataVerdict.Grade.BAD, all))),
        new Provenance(
            all,
            7,
            Map.of(all, Map.of(all, List.of(all, Double.NaN))),
            Map.of(all, all),
            machine,
            Optional.of(all),
            Optional.of(all),
            provenance.started(),
            provenance.finished()));
  }

  /** Nothing was trained or measured. */
  static RunReport failed() {
    RunReport usual = addition();
    return new RunReport(
        "addition",
        "failed",
        usual.task(),
        Map.of(),
        Map.of(),
        Analysis.NONE,
        Optional.empty(),
        List.of(),
        usual.data(),
        usual.provenance());
  }

  private static Stream<Sample> hostileSamples() {
    return HOSTILE.stream()
        .flatMap(
            text ->
                Stream.of(
                    new Sample(text, text, Optional.of(text), text, true),
                    new Sample(text, text, Optional.of(text + "x"), text, false),
                    new Sample(text, text, Optional.empty(), text, false)));
  }

  private static Alignment alignment(String input, String output) {
    List<String> read = input.codePoints().mapToObj(Character::toString).toList();
    List<String> written = output.codePoints().mapToObj(Character::toString).toList();
    float[][] weights = new float[written.size()][read.size()];
    for (int step = 0; step < weights.length; step++) {
      weights[step][weights.length - 1 - step] = 0.75f;
      weights[step][read.size() - 1] = 0.25f;
    }
    return new Alignment(read, written, weights);
  }

  private static Analysis analysis() {
    return new Analysis(
        List.of(
            new Analysis.Groups(
                "steps of the input",
                "exactMatch",
                true,
                List.of(
                    new Analysis.Group("1 to 5", 812, 0.9975),
                    new Analysis.Group("6 to 10", 1_688, 0.9822)))),
        List.of(),
        List.of(),
        List.of(
            new Analysis.Reliability(0.6, 0.7, 0.64, 0.58, 41),
            new Analysis.Reliability(0.9, 1, 0.98, 0.99, 2_459)),
        Map.of());
  }

  /** A classifier's, of labels with any name. */
  private static Analysis hostileAnalysis(String all) {
    List<Analysis.Label> labels = new ArrayList<>();
    List<Analysis.Confusion> confusions = new ArrayList<>();
    for (String label : HOSTILE) {
      labels.add(new Analysis.Label(label, 3, Double.NaN, 0.5, 0.5));
      confusions.add(new Analysis.Confusion(label, label, 2));
      confusions.add(new Analysis.Confusion(label, all, 1));
    }
    List<Analysis.Group> groups =
        List.of(new Analysis.Group(all, 1, Double.NaN), new Analysis.Group(all, 2, 0.5));
    return new Analysis(
        List.of(new Analysis.Groups(all, all, true, groups)),
        labels,
        confusions,
        List.of(),
        leftOut(all));
  }

  private static Map<String, String> leftOut(String all) {
    Map<String, String> leftOut = new LinkedHashMap<>();
    leftOut.put("baseline 5-gram", "SparkException: too large " + all);
    leftOut.put(all, all);
    return leftOut;
  }

  private static List<Round> course(int epochs) {
    List<Round> rounds = new ArrayList<>();
    for (int round = 1; round <= 10 * epochs; round++) {
      Map<String, Double> phases = new LinkedHashMap<>();
      phases.put("fit", 1.4);
      phases.put("gather", 0.02 + 0.01 * (round % 3));
      phases.put("reduce", 0.01);
      phases.put("other", 0.005);
      double nats = 2.2 * Math.exp(-round / (2.5 * epochs)) + 0.01;
      rounds.add(new Round(round, 41_234L * round, 1.42 * round, nats, 1 + nats, phases));
    }
    return rounds;
  }

  private static SortedMap<String, Epoch.Layer> layers(int epoch) {
    SortedMap<String, Epoch.Layer> layers = new TreeMap<>();
    layers.put("decoder-1", new Epoch.Layer(0.02 / epoch, 0.004 / epoch));
    layers.put("encoder-1", new Epoch.Layer(0.0003 / epoch, 0.001 / epoch));
    return layers;
  }

  static TrainingSummary training(int epochs, int workers) {
    List<Epoch> all = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double loss = 2.2 * Math.exp(-epoch / (epochs / 4.0)) + 0.01;
      List<Double> workerLosses = new ArrayList<>(Collections.nCopies(workers, loss));
      for (int worker = 0; worker < workers; worker++) {
        workerLosses.set(worker, loss * (1 + 0.05 * Math.sin(3 * worker + epoch)));
      }
      all.add(
          new Epoch(
              epoch,
              loss,
              OptionalDouble.of(loss * 1.08 + 0.03 * epoch / epochs),
              412_345,
              14.2,
              0.002 / epoch,
              workerLosses,
              Map.of("bleu", 40 - 30 * loss / 2.3),
              layers(epoch)));
    }
    return new TrainingSummary(
        "token",
        29_040.4,
        412_345L * epochs,
        170.4,
        workers,
        49 * epochs,
        0,
        all,
        course(epochs),
        "all epochs done",
        OptionalInt.of(epochs - 1));
  }

  private static DataSummary data() {
    Map<String, SplitSummary> splits = new LinkedHashMap<>();
    splits.put("train", new SplitSummary(45_000, 44_988, Map.of("duplicate", 12L), 703, 171_210));
    splits.put("valid", new SplitSummary(2_500, 2_500, Map.of(), 40, 9_522));
    splits.put("test", new SplitSummary(2_500, 2_500, Map.of("longer than 64", 0L), 40, 9_871));
    Map<String, Integer> sizes = new LinkedHashMap<>();
    sizes.put("source", 16);
    sizes.put("target", 14);
    return new DataSummary(
        splits,
        sizes,
        0.0312,
        Optional.of("9f2c41d0".repeat(8)),
        List.of(
            new DataVerdict(DataVerdict.Grade.GOOD, "No valid or test input occurs in train.")));
  }

  private static Provenance provenance(String command) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("unroll", "0.1.0");
    versions.put("java", "17.0.15");
    versions.put("spark", "3.5.7");
    versions.put("scala", "2.12.18");
    versions.put("dl4j", "1.0.0-M2.1");
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "encoder-decoder");
    model.put("hidden", 256);
    model.put("dropout", 0.1);
    return new Provenance(
        command,
        7,
        Map.of("name", "addition", "model", model, "corpus", Map.of("digits", 3)),
        versions,
        new Machine(
            "Intel(R) Xeon(R) Processor @ 2.60GHz",
            "Linux 6.1 amd64",
            "linux-x86_64-avx512",
            new Backend(
                "oneDNN 2.5 whole-sequence LSTM",
                Map.of("decoder0", new Backend.LayerPasses(1176, Map.of()))),
            1),
        Optional.of("f954b59"),
        Optional.of("5be1f00d".repeat(8)),
        Instant.parse("2026-11-20T22:00:03Z"),
        Instant.parse("2026-11-20T22:03:41Z"));
  }
}
