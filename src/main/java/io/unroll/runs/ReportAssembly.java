package io.unroll.runs;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.LearningTask;
import io.unroll.config.ModelSettings;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.decoding.LanguageModelSampler;
import io.unroll.decoding.Sampling;
import io.unroll.evaluation.BaselineScores;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Extras;
import io.unroll.evaluation.TokenFrequencies;
import io.unroll.layers.backend.NativeKernels;
import io.unroll.layers.backend.NativePlatform;
import io.unroll.network.Parameters;
import io.unroll.report.Backend;
import io.unroll.report.DataSummary;
import io.unroll.report.DataVerdicts;
import io.unroll.report.Epoch;
import io.unroll.report.Machine;
import io.unroll.report.Metric;
import io.unroll.report.Provenance;
import io.unroll.report.RunReport;
import io.unroll.report.Sample;
import io.unroll.report.SplitSummary;
import io.unroll.report.TrainingSummary;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.TextCodec;
import io.unroll.training.EpochSummary;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/** Assembly of a trained run's report, with its evaluation. */
final class ReportAssembly {
  private static final int PROMPT_TOKENS = 40;
  private static final int CONTINUATION_TOKENS = 400;
  private static final Sampling SAMPLING = new Sampling(0.8, 0, 1);
  private static final int CONTINUATIONS = 3;

  private final RunContext run;
  private final Settings settings;
  private final TrainingRecord training;
  private final RunContext.Data data;
  private final Judged judged;
  private final Extras extras = new Extras();

  ReportAssembly(RunContext run, TrainingRecord training, Judged judged) {
    this.run = run;
    this.settings = run.settings();
    this.training = training;
    this.data = run.data();
    this.judged = judged;
  }

  /**
   * A report, and what two reports are compared by.
   *
   * @param counts the headline's counts by group of examples
   */
  record Assembled(RunReport report, SplitCounts counts) {}

  Assembled assemble() throws IOException {
    ModelFolder.Model model =
        ModelFolder.load(run.folder().path(RunContext.MODEL), run.folder().hadoop());
    JavaRDD<SequenceBatch> test = run.batches(data, Split.TEST);
    run.javaSpark().setJobDescription("count the training split's tokens");
    TokenFrequencies frequencies =
        extras
            .of(
                "figures by how often tokens occur in training",
                () -> TokenFrequencies.of(run.batches(data, Split.TRAIN), data.source().summary()))
            .orElseGet(() -> new TokenFrequencies(new long[0]));
    Evaluation evaluation =
        run.evaluator(data)
            .evaluate(Parameters.of(model.network()), test, Split.TEST.label(), frequencies);
    AnalysisParts parts =
        new AnalysisParts(evaluation, settings, data.source(), data.target(), extras);
    Map<String, Metric> metrics = parts.metrics();
    Map<String, Double> baselines = baselines(test);
    TrainingSummary summary = trainingSummary();
    List<Sample> samples =
        extras
            .of("samples", () -> isLanguageModel() ? continuations(model, test) : parts.samples())
            .orElse(List.of());
    DataSummary summaryOfData = dataSummary();
    RunReport report =
        new RunReport(
            settings.name(),
            judged.status(),
            task(),
            metrics,
            baselines,
            parts.analysis(),
            Optional.of(summary),
            samples,
            summaryOfData,
            provenance(),
            judged.gates());
    return new Assembled(
        report, SplitCounts.of(evaluation, data.shards().manifest(), data.target()));
  }

  private boolean isLanguageModel() {
    return settings.model().task() == LearningTask.NEXT_TOKEN;
  }

  private String task() {
    ModelSettings.Stack stack = settings.model().stack();
    return String.format(
        Locale.ROOT,
        "%s on %s: %d x %d %s, %s",
        typeOf("model"),
        typeOf("corpus"),
        stack.layers(),
        stack.hidden(),
        stack.cell(),
        Counted.of(settings.training().workers(), "worker"));
  }

  private String typeOf(String block) {
    return ResolvedSettings.toMap(settings).get(block) instanceof Map<?, ?> values
        ? String.valueOf(values.get("type"))
        : block;
  }

  private Map<String, Double> baselines(JavaRDD<SequenceBatch> test) {
    run.javaSpark().setJobDescription("baselines");
    JavaRDD<SequenceBatch> train = run.batches(data, Split.TRAIN);
    Map<String, Double> all =
        new LinkedHashMap<>(
            new BaselineScores(settings, data.source(), data.target()).of(train, test, extras));
    all.putAll(judged.champion());
    return all;
  }

  /** Texts the language model writes on from the beginnings of the test split's lanes. */
  private List<Sample> continuations(ModelFolder.Model model, JavaRDD<SequenceBatch> test) {
    SequenceBatch first =
        test.filter(batch -> batch.position() == 0 && batch.bucket() == 0).first();
    TextCodec codec = data.source().texts().orElseThrow();
    List<Sample> samples = new ArrayList<>();
    for (int row = 0; row < Math.min(CONTINUATIONS, first.rows()); row++) {
      int from = row * first.steps();
      int length = Math.min(PROMPT_TOKENS, first.lengths()[row]);
      int[] prompt = Arrays.copyOfRange(first.ids(), from, from + length);
      int[] written = new int[CONTINUATION_TOKENS];
      int[] count = {0};
      new LanguageModelSampler(model.network(), SAMPLING, settings.seed() + row)
          .write(prompt, written.length, id -> written[count[0]++] = id);
      samples.add(
          new Sample(
              "test lane " + row,
              codec.decode(prompt),
              Optional.empty(),
              codec.decode(written),
              false));
    }
    return samples;
  }

  private TrainingSummary trainingSummary() {
    List<Epoch> epochs = training.epochs().stream().map(ReportAssembly::epoch).toList();
    return new TrainingSummary(
        settings.model().task().unit(),
        training.tokens() / training.seconds(),
        training.tokens(),
        training.seconds(),
        training.workers(),
        training.rounds(),
        training.skippedSteps(),
        epochs,
        extras.of("course of the rounds", () -> Course.read(run.folder())).orElse(List.of()),
        training.stoppedBecause(),
        OptionalInt.of(training.bestEpoch()));
  }

  private static Epoch epoch(EpochSummary epoch) {
    EpochSummary.Measured measured = epoch.valid().measured();
    SortedMap<String, Epoch.Layer> layers = new TreeMap<>();
    epoch
        .layers()
        .forEach(
            (name, norms) ->
                layers.put(name, new Epoch.Layer(norms.gradient(), norms.updateRatio())));
    return new Epoch(
        epoch.epoch(),
        epoch.trainNats(),
        OptionalDouble.of(epoch.validNats()),
        epoch.tokens(),
        epoch.seconds(),
        epoch.learningRate(),
        epoch.workerNats(),
        measured == null ? Map.of() : Map.of(measured.name(), measured.value()),
        layers);
  }

  private DataSummary dataSummary() {
    Manifest manifest = data.shards().manifest();
    Map<String, SplitSummary> splits = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      Manifest.SplitSummary s = manifest.split(split);
      splits.put(
          split.label(),
          new SplitSummary(s.read(), s.kept(), s.dropped(), s.batches(), s.tokens().target()));
    }
    return new DataSummary(
        splits,
        manifest.vocabularySizes(),
        manifest.split(Split.TRAIN).tokens().paddingShare(),
        Optional.of(manifest.contentHash()),
        extras
            .of(
                "findings on the data",
                () -> data.shards().dataReport().map(DataVerdicts::of).orElse(List.of()))
            .orElse(List.of()));
  }

  private Backend backend(String kernels) {
    Map<String, Backend.LayerPasses> layers = new LinkedHashMap<>();
    training
        .passes()
        .layers()
        .forEach(
            (name, passes) ->
                layers.put(name, new Backend.LayerPasses(passes.kernel(), passes.stock())));
    return new Backend(kernels, layers);
  }

  private Provenance provenance() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("unroll", BuildInfo.version());
    versions.put("java", Runtime.version().toString());
    versions.put("spark", run.spark().version());
    versions.put("dl4j", MachineProbe.dl4jVersion());
    versions.put("scala", scala.util.Properties.versionNumberString());
    boolean kernels =
        settings.backend().kernels() != Kernels.STOCK && NativeKernels.problem().isEmpty();
    Machine machine =
        new Machine(
            MachineProbe.processor(),
            MachineProbe.operatingSystem(),
            NativePlatform.selected(),
            backend(kernels ? "oneDNN whole-sequence kernels" : "ND4J operations"),
            settings.backend().threads());
    return new Provenance(
        run.folder().record().command(),
        settings.seed(),
        ResolvedSettings.toMap(settings),
        versions,
        machine,
        BuildInfo.commit(),
        Optional.of(training.parametersHash()),
        run.folder().record().started(),
        Instant.now());
  }
}
