package io.unroll.runs;

import io.unroll.config.AveragingSettings.Master;
import io.unroll.config.InvalidInput;
import io.unroll.config.StoppingSettings;
import io.unroll.config.TrainingSettings;
import io.unroll.corpus.example.Split;
import io.unroll.decoding.Predictor;
import io.unroll.evaluation.StopMetrics;
import io.unroll.layers.backend.HostArrays;
import io.unroll.network.NetworkBlueprint;
import io.unroll.report.DataReportFiles;
import io.unroll.report.DataVerdicts;
import io.unroll.report.ReportFiles;
import io.unroll.report.RunReport;
import io.unroll.report.TerminalSummary;
import io.unroll.shards.DataReport;
import io.unroll.shards.Manifest;
import io.unroll.shards.Preparation;
import io.unroll.shards.Prepared;
import io.unroll.shards.SequenceBatch;
import io.unroll.training.AveragingTrainer;
import io.unroll.training.CheckpointStore;
import io.unroll.training.Fingerprint;
import io.unroll.training.ModelFolder;
import io.unroll.training.StockMasterTrainer;
import io.unroll.training.StopMetric;
import io.unroll.training.TrainingOutcome;
import io.unroll.training.TrainingStopped;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The three stages of a run; every command is a selection of them. */
public final class Stages {
  /** Key of the {@link TrainingRecord} in {@code run.json}. */
  public static final String OUTCOME = "training";

  private final RunContext run;
  private final PrintStream out;

  public Stages(RunContext run, PrintStream out) {
    this.run = run;
    this.out = out;
  }

  /** Refuses a run that could not train, before its corpus is read. */
  public void check() {
    HostArrays.require();
    GpuRequirement.check(run.settings(), run.spark().session().sparkContext().getConf());
    if (isStock()) {
      StockMasterTrainer.check(run.settings());
    }
    AssumedSides assumed = AssumedSides.of(run.settings(), Optional.empty());
    NetworkBlueprint model =
        NetworkBlueprint.of(run.settings(), assumed.source(), assumed.target());
    KernelRequirement.check(run.settings(), model);
    StopMetrics.check(run.settings(), model);
  }

  /** Turns the corpus into shards. */
  public void prepare() throws IOException {
    long started = System.nanoTime();
    out.println("preparing shards");
    Prepared prepared = shards();
    Manifest manifest = prepared.manifest();
    for (Split split : Split.values()) {
      out.println("  " + describe(split, manifest));
    }
    out.printf(
        Locale.ROOT,
        "  %s in %.1f s, content hash %.12s%n",
        prepared.reused() ? "reused" : "written",
        (System.nanoTime() - started) / 1e9,
        manifest.contentHash());
    prepared.report().ifPresent(report -> describe(prepared, report));
    run.folder().reached(RunFolder.Status.PREPARED);
  }

  private void describe(Prepared prepared, DataReport report) {
    Path page = new Path(prepared.path(), DataReportFiles.PAGE);
    out.println("  data report: " + page.toUri().getPath());
    DataVerdicts.of(report).forEach(verdict -> out.println("    " + verdict.line()));
  }

  private Prepared shards() {
    try (StageProgress progress = StageProgress.of(run.spark().session().sparkContext())) {
      return Preparation.prepare(
          run.spark().session(),
          run.settings(),
          run.folder().path(RunContext.SHARDS),
          false,
          run.ancestor().map(Ancestor::sides),
          DataReportFiles::render);
    }
  }

  private static String describe(Split split, Manifest manifest) {
    Manifest.SplitSummary summary = manifest.split(split);
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-5s  %,d %ss in %,d batches",
                split.label(),
                summary.kept(),
                manifest.unit(),
                summary.batches()));
    summary
        .dropped()
        .forEach(
            (reason, count) ->
                line.append(String.format(Locale.ROOT, ", %,d dropped (%s)", count, reason)));
    return line.toString();
  }

  /** Trains a model on the shards. */
  public void train() throws IOException {
    RunContext.Data data = run.data();
    KernelRequirement.check(run.settings(), data.blueprint());
    Predictor.check(run.settings().evaluation(), data.target().names());
    GpuRequirement.check(run.settings(), run.spark().session().sparkContext().getConf());
    Fingerprint fingerprint =
        RunFingerprint.of(
            run.settings(),
            data.shards().manifest().contentHash(),
            run.ancestor().map(Ancestor::run));
    TrainingSettings training = run.settings().training();
    int threads = run.settings().backend().threads();
    out.printf(
        Locale.ROOT,
        "training on %s: %s x %s, averaging every %d batches%n",
        run.spark().master(),
        Counted.of(training.workers(), "worker"),
        Counted.of(threads, "thread"),
        training.averaging().every());
    int cores = run.javaSpark().defaultParallelism();
    if (training.workers() * threads < cores) {
      out.printf(
          Locale.ROOT,
          "  %d of %d cores have nothing to do: raise training.workers or backend.threads%n",
          cores - training.workers() * threads,
          cores);
    }
    TrainingOutcome outcome = trained(data, fingerprint);
    ModelFolder.save(
        run.folder().path(RunContext.MODEL),
        run.folder().hadoop(),
        run.settings(),
        data.source(),
        data.target(),
        outcome.parameters(),
        run.folder().fence());
    out.printf(
        Locale.ROOT, "  stopped because %s; kept %s%n", outcome.stoppedBecause(), kept(outcome));
    run.folder().note(OUTCOME, TrainingRecord.of(outcome).toMap());
    run.folder().reached(RunFolder.Status.TRAINED);
  }

  private String kept(TrainingOutcome outcome) {
    StoppingSettings stopping = run.settings().training().stopping();
    int last = outcome.epochs().size();
    return switch (stopping.keep()) {
      case BEST -> "epoch " + outcome.bestEpoch();
      case LAST -> "epoch " + last;
      case AVERAGE -> "the mean of the last " + Math.min(last, stopping.averageLast()) + " epochs";
    };
  }

  private boolean isStock() {
    return run.settings().training().averaging().master() == Master.DL4J;
  }

  private TrainingOutcome trained(RunContext.Data data, Fingerprint fingerprint)
      throws IOException {
    try (RoundLog log = new RoundLog(run.folder());
        TrainingMetrics metrics = new TrainingMetrics();
        Termination termination = new Termination(run.spark().session().sparkContext())) {
      JavaSparkContext spark = run.javaSpark();
      CheckpointStore checkpoints =
          new CheckpointStore(
              run.folder().path(RunContext.CHECKPOINTS),
              run.folder().hadoop(),
              fingerprint,
              run.folder().fence());
      TerminalProgress terminal = new TerminalProgress(out, run.settings().model().unit());
      AllProgress progress = new AllProgress(List.of(terminal, log, metrics));
      JavaRDD<SequenceBatch> train = run.batches(data, Split.TRAIN);
      JavaRDD<SequenceBatch> valid = run.batches(data, Split.VALID);
      NetworkBlueprint model = data.blueprint();
      StopMetric metric = StopMetrics.of(run.settings(), run.evaluator(data), valid);
      try {
        return isStock()
            ? new StockMasterTrainer(
                    spark,
                    run.settings(),
                    model,
                    checkpoints,
                    progress,
                    metric,
                    termination::isAsked)
                .train(train, valid)
            : new AveragingTrainer(
                    spark,
                    run.settings(),
                    model,
                    checkpoints,
                    progress,
                    metric,
                    termination::isAsked)
                .train(train, valid, start(model));
      } catch (TrainingStopped e) {
        // Once the termination is closed the process may be gone at any moment.
        System.err.println("unroll: " + e.getMessage());
        throw e;
      }
    }
  }

  private Optional<float[]> start(NetworkBlueprint model) {
    return run.ancestor().filter(Ancestor::start).map(known -> known.parameters(model));
  }

  /** Evaluates the model on the held-out shards and writes the report. */
  public void evaluate() throws IOException {
    evaluate(Judged.NOT);
  }

  /**
   * Returns the record of a run's training.
   *
   * @throws InvalidInput if it was not
   */
  public static TrainingRecord requireTrained(RunFolder folder) {
    return TrainingRecord.fromMap(
        folder
            .noted(OUTCOME)
            .orElseThrow(() -> new InvalidInput(folder.root() + ": must be trained first")));
  }

  /**
   * Evaluates a model that was a candidate for promotion.
   *
   * @param judged how that ended
   */
  public void evaluate(Judged judged) throws IOException {
    out.println("evaluating on the test split");
    TrainingRecord training = requireTrained(run.folder());
    KernelRequirement.check(run.settings(), run.data().blueprint());
    ReportAssembly.Assembled assembled = new ReportAssembly(run, training, judged).assemble();
    RunReport report = assembled.report();
    run.folder().write(RunContext.REPORT + "/" + SplitCounts.FILE, assembled.counts().toJson());
    for (Map.Entry<String, byte[]> file : ReportFiles.render(report).entrySet()) {
      run.folder().write(RunContext.REPORT + "/" + file.getKey(), file.getValue());
    }
    run.folder().reached(RunFolder.Status.DONE);
    out.println();
    out.print(TerminalSummary.render(report));
    out.println();
    out.println(
        "report: " + run.folder().path(RunContext.REPORT + "/report.html").toUri().getPath());
  }
}
