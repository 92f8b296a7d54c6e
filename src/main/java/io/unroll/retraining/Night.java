package io.unroll.retraining;

import io.unroll.config.InvalidInput;
import io.unroll.config.RetrainingSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.files.Fence;
import io.unroll.files.WholeFolder;
import io.unroll.report.RunReport;
import io.unroll.runs.Ancestor;
import io.unroll.runs.Judged;
import io.unroll.runs.Run;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import io.unroll.runs.SparkOpener;
import io.unroll.shards.KnownSides;
import io.unroll.shards.Preparation;
import io.unroll.shards.ShardReader;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One night: data to challenger, challenger against champion.
 *
 * @param settingsOf the settings with a corpus path
 * @param waived gates that are taken for passed
 * @param command the command line, for the report
 * @param fence the home's lease
 * @param out what is told to the terminal
 */
public record Night(
    Nights nights,
    Champions champions,
    Function<String, Settings> settingsOf,
    Set<String> waived,
    String command,
    Fence fence,
    PrintStream out) {
  /** The shards of the night's own data, if earlier data are trained on too. */
  static final String FRESH = "fresh";

  /** Works until there is a verdict, which is not recorded yet. */
  public Verdict work(Settings settings, Optional<String> master, LocalDate date, String home)
      throws IOException {
    Configuration hadoop = HadoopSettings.current();
    RetrainingSettings retraining = settings.retraining();
    NightPlan plan = nights.begin(date, retraining, champions.current());
    out.printf(Locale.ROOT, "night %s of %s in %s%n", date, settings.name(), home);
    tell(plan);
    Gates gates = new Gates(retraining.gates(), waived);
    if (plan.fresh().isEmpty()) {
      gates.data(0, "example");
      return verdict(plan, gates, Optional.empty());
    }
    List<DataFile> files = Stream.concat(plan.rehearsed().stream(), plan.fresh().stream()).toList();
    Settings own = settingsOf.apply(Partitions.glob(files));
    Optional<Ancestor> ancestor = ancestor(plan, retraining, own, hadoop);
    RunFolder folder = folder(plan, own, hadoop);
    try (SparkOpener.Opened spark = SparkOpener.open(master, settings.name())) {
      RunContext context = new RunContext(own, folder, spark.session(), ancestor);
      return run(context, plan, ancestor, gates);
    }
  }

  private Verdict run(RunContext context, NightPlan plan, Optional<Ancestor> ancestor, Gates gates)
      throws IOException {
    Run run = new Run(context, out);
    run.check();
    run.prepare();
    ShardReader fresh = fresh(context, plan);
    long examples = fresh.manifest().split(Split.TRAIN).kept();
    if (!gates.data(examples, fresh.manifest().unit())) {
      return verdict(plan, gates, Optional.empty());
    }
    run.train();
    Optional<Contest> contest = Optional.empty();
    if (ancestor.isPresent()) {
      Judging judging = new Judging(context, nights, plan, fresh, out);
      contest = Optional.of(judging.contest(ancestor.get(), gates));
    }
    run.evaluate(judged(plan, gates, contest));
    return verdict(plan, gates, contest);
  }

  private void tell(NightPlan plan) {
    out.println(
        plan.hasChampion()
            ? "  champion: %s (version %s)".formatted(plan.champion(), plan.version())
            : "  no champion yet: the first model that is trained becomes it");
    out.println("  " + plan.found());
  }

  private Optional<Ancestor> ancestor(
      NightPlan plan, RetrainingSettings retraining, Settings own, Configuration hadoop)
      throws IOException {
    if (!plan.hasChampion()) {
      return Optional.empty();
    }
    Path folder = new Path(nights.run(plan.champion()), RunContext.MODEL);
    ModelFolder.Model model = ModelFolder.load(folder, hadoop);
    if (!model.settings().tokens().equals(own.tokens())) {
      throw new InvalidInput(
          "tokens: must be as the champion's, %s, got %s; start another home with --out"
              .formatted(model.settings().tokens(), own.tokens()));
    }
    boolean start = retraining.start() == RetrainingSettings.Start.CHAMPION;
    if (start && !model.settings().model().equals(own.model())) {
      throw new InvalidInput(
          "model: must be as the champion's, %s, got %s; to train another network set retraining.start = scratch"
              .formatted(model.settings().model(), own.model()));
    }
    return Optional.of(new Ancestor(plan.champion(), model, retraining.growVocabulary(), start));
  }

  /** Returns the night's folder; what it holds of other settings is removed. */
  private RunFolder folder(NightPlan plan, Settings own, Configuration hadoop) throws IOException {
    Path root = nights.run(plan.date());
    FileSystem files = root.getFileSystem(hadoop);
    if (RunFolder.isRun(files, root)) {
      RunFolder there = RunFolder.open(root.toString(), hadoop);
      if (there.settings().equals(own)) {
        out.println("  going on where this night stopped");
        return there.under(fence);
      }
      out.println("  the settings are others than when this night began: it begins anew");
      for (String part :
          List.of(RunContext.SHARDS, FRESH, RunContext.CHECKPOINTS, RunContext.MODEL)) {
        WholeFolder.delete(files, there.path(part));
      }
    }
    return RunFolder.create(files, root, hadoop, own, command).under(fence);
  }

  private ShardReader fresh(RunContext run, NightPlan plan) {
    RunContext.Data data = run.data();
    if (plan.rehearsed().isEmpty()) {
      return data.shards();
    }
    Path path = run.folder().path(FRESH);
    Preparation.prepare(
        run.spark(),
        settingsOf.apply(Partitions.glob(plan.fresh())),
        path,
        true,
        Optional.of(new KnownSides(data.source(), data.target(), false)),
        report -> Map.of());
    return ShardReader.open(path, run.folder().hadoop());
  }

  private static Judged judged(NightPlan plan, Gates gates, Optional<Contest> contest) {
    return new Judged(
        gates.passed() ? "promoted" : "not promoted",
        contest
            .map(held -> held.fresh().metrics().get(held.headline().metric()))
            .map(pair -> Map.of("champion " + plan.champion(), pair.champion()))
            .orElse(Map.of()),
        gates.all().stream()
            .map(gate -> new RunReport.Condition(gate.name(), gate.passed(), gate.text()))
            .toList());
  }

  private static Verdict verdict(NightPlan plan, Gates gates, Optional<Contest> contest) {
    return new Verdict(
        Verdict.SCHEMA_VERSION,
        plan.date(),
        gates.passed() ? Verdict.Decision.PROMOTED : Verdict.Decision.KEPT_CHAMPION,
        gates.data(),
        plan.champion(),
        plan.version(),
        gates.all(),
        contest.map(Contest::metrics).orElse(Map.of()),
        Instant.now().toString());
  }
}
