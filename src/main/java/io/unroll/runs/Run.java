package io.unroll.runs;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.decoding.Predictor;
import io.unroll.evaluation.StopMetrics;
import io.unroll.layers.backend.HostArrays;
import io.unroll.network.NetworkBlueprint;
import io.unroll.report.DataReportFiles;
import io.unroll.report.ReportFiles;
import io.unroll.report.RunReport;
import io.unroll.report.TerminalSummary;
import io.unroll.shards.Manifest;
import io.unroll.shards.Preparation;
import io.unroll.shards.Prepared;
import io.unroll.shards.SequenceBatch;
import io.unroll.training.CheckpointStore;
import io.unroll.training.Fingerprint;
import io.unroll.training.ModelFolder;
import io.unroll.training.StopMetric;
import io.unroll.training.Trainer;
import io.unroll.training.TrainingOutcome;
import io.unroll.training.TrainingStopped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One model from corpus to report: {@link #prepare}, {@link #train} and {@link #evaluate}, in this
 * order, each resuming what an earlier process left unfinished.
 *
 * <pre>{@code
 * Settings settings = SettingsLoader.load(Path.of("conf/addition.conf"), List.of());
 * try (Run run = Run.open(settings, "runs/addition", spark)) {
 *   run.prepare();
 *   run.train();
 *   RunReport report = run.evaluate();
 * }
 * }</pre>
 *
 * <p>Serves one thread. No other process can work in the folder while a run of it is open.
 */
public final class Run implements AutoCloseable {
  private final RunContext context;
  private final PrintStream out;
  private final Optional<FolderClaim> claim;
  private boolean stageEnded;

  /** A run in a folder that the caller has claimed, and told to a terminal. */
  public Run(RunContext context, PrintStream out) {
    this(context, out, Optional.empty());
  }

  private Run(RunContext context, PrintStream out, Optional<FolderClaim> claim) {
    this.context = context;
    this.out = out;
    this.claim = claim;
  }

  /**
   * Opens a run without a word to any terminal.
   *
   * @param folder on any file system Hadoop knows: new, empty, or of an unfinished run of the same
   *     settings, which is resumed
   * @param spark stays open
   * @throws InvalidInput if another process works in the folder, it holds something else, or the
   *     settings cannot be trained
   */
  public static Run open(Settings settings, String folder, SparkSession spark) throws IOException {
    return open(
        settings,
        folder,
        spark,
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
  }

  /**
   * Opens a run that prints what the {@code run} command prints, without its progress bars.
   *
   * @see #open(Settings, String, SparkSession)
   */
  public static Run open(Settings settings, String folder, SparkSession spark, PrintStream out)
      throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    FolderClaim claim = FolderClaim.take(folder, hadoop, settings, "Run.open " + folder, false);
    Run run = new Run(new RunContext(settings, claim.folder(), spark), out, Optional.of(claim));
    boolean checked = false;
    try {
      run.check();
      checked = true;
      return run;
    } finally {
      if (!checked) {
        run.close();
      }
    }
  }

  /** Refuses a run that could not train, before its corpus is read. */
  public void check() {
    HostArrays.require();
    Settings settings = context.settings();
    GpuRequirement.check(settings, context.spark().sparkContext().getConf());
    Trainer.check(settings);
    AssumedSides assumed = AssumedSides.of(settings, Optional.empty());
    NetworkBlueprint model = NetworkBlueprint.of(settings, assumed.source(), assumed.target());
    KernelRequirement.check(settings, model);
    StopMetrics.check(settings, model);
  }

  /**
   * Turns the corpus into shards, or reuses those that are there.
   *
   * @throws InvalidInput if the corpus cannot be read, naming file and line
   */
  public Manifest prepare() throws IOException {
    stageEnded = false;
    long started = System.nanoTime();
    out.println("preparing shards");
    Prepared prepared = shards();
    RunText.lines(prepared, System.nanoTime() - started).forEach(out::println);
    context.folder().reached(RunFolder.Status.PREPARED);
    stageEnded = true;
    return prepared.manifest();
  }

  private Prepared shards() {
    // The terminal of a program is its own.
    boolean isCommand = claim.isEmpty();
    try (StageProgress progress = StageProgress.of(context.spark().sparkContext(), isCommand)) {
      return Preparation.prepare(
          context.spark(),
          context.settings(),
          context.folder().path(RunContext.SHARDS),
          false,
          context.ancestor().map(Ancestor::sides),
          DataReportFiles::render);
    }
  }

  /**
   * Trains on the shards and saves the model, from the last checkpoint where there is one.
   *
   * @throws TrainingStopped if the process was asked to end; repeat to resume
   */
  public TrainingRecord train() throws IOException {
    stageEnded = false;
    Settings settings = context.settings();
    RunContext.Data data = context.data();
    KernelRequirement.check(settings, data.blueprint());
    Predictor.check(settings.evaluation(), data.target().names());
    GpuRequirement.check(settings, context.spark().sparkContext().getConf());
    RunText.lines(settings, context.javaSpark()).forEach(out::println);
    TrainingOutcome outcome = trained(data);
    ModelFolder.save(
        context.folder().path(RunContext.MODEL),
        context.folder().hadoop(),
        settings,
        data.source(),
        data.target(),
        outcome.parameters(),
        context.folder().fence());
    out.println(RunText.end(settings, outcome));
    TrainingRecord record = TrainingRecord.of(outcome);
    context.folder().trained(record);
    stageEnded = true;
    return record;
  }

  private Fingerprint fingerprint(RunContext.Data data) {
    return RunFingerprint.of(
        context.settings(),
        data.shards().manifest().contentHash(),
        context.ancestor().map(Ancestor::run));
  }

  private TrainingOutcome trained(RunContext.Data data) throws IOException {
    Settings settings = context.settings();
    RunFolder folder = context.folder();
    JavaSparkContext spark = context.javaSpark();
    try (RoundLog log = new RoundLog(folder);
        TrainingMetrics metrics = new TrainingMetrics();
        Termination termination = new Termination(spark.sc())) {
      CheckpointStore checkpoints =
          new CheckpointStore(
              folder.path(RunContext.CHECKPOINTS),
              folder.hadoop(),
              fingerprint(data),
              folder.fence());
      TerminalProgress terminal = new TerminalProgress(out, settings.model().task().unit());
      JavaRDD<SequenceBatch> valid = context.batches(data, Split.VALID);
      StopMetric metric = StopMetrics.of(settings, context.evaluator(data), valid);
      NetworkBlueprint model = data.blueprint();
      try {
        return Trainer.of(
                spark,
                settings,
                model,
                checkpoints,
                new AllProgress(List.of(terminal, log, metrics)),
                metric,
                termination::isAsked)
            .train(context.batches(data, Split.TRAIN), valid, start(model));
      } catch (TrainingStopped e) {
        // Once the termination is closed the process may be gone at any moment.
        System.err.println("unroll: " + e.getMessage());
        throw e;
      }
    }
  }

  private Optional<float[]> start(NetworkBlueprint model) {
    return context.ancestor().filter(Ancestor::start).map(known -> known.parameters(model));
  }

  /** Evaluates the model on the test split and writes the report. */
  public RunReport evaluate() throws IOException {
    return evaluate(Judged.NOT);
  }

  /**
   * Evaluates a model that was to be promoted.
   *
   * @param judged how that ended
   */
  public RunReport evaluate(Judged judged) throws IOException {
    stageEnded = false;
    RunFolder folder = context.folder();
    out.println("evaluating on the test split");
    TrainingRecord training = folder.requireTrained();
    KernelRequirement.check(context.settings(), context.data().blueprint());
    ReportAssembly.Assembled assembled = new ReportAssembly(context, training, judged).assemble();
    RunReport report = assembled.report();
    folder.write(RunContext.REPORT + "/" + SplitCounts.FILE, assembled.counts().toJson());
    for (Map.Entry<String, byte[]> file : ReportFiles.render(report).entrySet()) {
      folder.write(RunContext.REPORT + "/" + file.getKey(), file.getValue());
    }
    folder.reached(RunFolder.Status.DONE);
    Path page = folder.path(RunContext.REPORT + "/report.html");
    out.printf("%n%s%nreport: %s%n", TerminalSummary.render(report), page.toUri().getPath());
    stageEnded = true;
    return report;
  }

  /** Lets other processes work in the folder; a folder that is as good as new is removed again. */
  @Override
  public void close() throws IOException {
    if (claim.isEmpty()) {
      return;
    }
    try (FolderClaim held = claim.get()) {
      if (stageEnded) {
        held.keep();
      } else {
        held.giveBack();
      }
    }
  }
}
