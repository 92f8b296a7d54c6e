package io.unroll.retraining;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.RetrainingSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.evaluation.DataProfile;
import io.unroll.evaluation.Drift;
import io.unroll.evaluation.TokenFrequencies;
import io.unroll.files.Fence;
import io.unroll.files.WholeFolder;
import io.unroll.network.GrownParameters;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.report.RunReport;
import io.unroll.runs.Ancestor;
import io.unroll.runs.BuildInfo;
import io.unroll.runs.Judged;
import io.unroll.runs.Run;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import io.unroll.runs.SparkOpener;
import io.unroll.shards.KnownSides;
import io.unroll.shards.Preparation;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.apache.spark.api.java.JavaRDD;

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
  private static final String FRESH = "fresh";

  /** Models and data that a night compares. */
  private record Opponents(Contestant champion, Contestant challenger, long championSize) {}

  /** Works until there is a verdict, which is not recorded yet. */
  public Verdict work(Settings settings, Optional<String> master, LocalDate date, String home)
      throws IOException {
    Configuration hadoop = HadoopSettings.current();
    RetrainingSettings retraining = settings.retraining();
    NightPlan plan = nights.begin(date, retraining, champions.current());
    out.printf(Locale.ROOT, "night %s of %s in %s%n", date, settings.name(), home);
    out.println(
        plan.hasChampion()
            ? "  champion: %s (version %s)".formatted(plan.champion(), plan.version())
            : "  no champion yet: the first model that is trained becomes it");
    out.println("  " + found(plan));
    Gates gates = new Gates(retraining.gates(), waived);
    if (plan.fresh().isEmpty()) {
      gates.data(0, "example");
      return verdict(plan, gates, Map.of());
    }
    List<DataFile> files = Stream.concat(plan.rehearsed().stream(), plan.fresh().stream()).toList();
    Settings own = settingsOf.apply(Partitions.glob(files));
    Optional<Ancestor> ancestor = ancestor(plan, retraining, own, hadoop);
    RunFolder folder = folder(plan, own, hadoop);
    try (SparkOpener.Opened spark = SparkOpener.open(master, settings.name())) {
      RunContext context = new RunContext(own, folder, spark.session(), ancestor);
      Run run = new Run(context, out);
      run.check();
      run.prepare();
      ShardReader fresh = fresh(context, plan);
      long examples = fresh.manifest().split(Split.TRAIN).kept();
      if (!gates.data(examples, fresh.manifest().unit())) {
        return verdict(plan, gates, Map.of());
      }
      run.train();
      Judged judged;
      Map<String, Map<String, Verdict.Pair>> metrics = Map.of();
      if (ancestor.isPresent()) {
        Contest contest = judge(context, plan, ancestor.get(), fresh, gates);
        metrics = contest.metrics();
        judged = judged(gates, plan, contest);
      } else {
        judged = judged(gates, Map.of());
      }
      run.evaluate(judged);
      return verdict(plan, gates, metrics);
    }
  }

  private static String found(NightPlan plan) {
    long bytes = plan.fresh().stream().mapToLong(DataFile::bytes).sum();
    List<String> dates = plan.fresh().stream().map(DataFile::date).distinct().toList();
    List<String> late = dates.stream().filter(date -> !date.equals(plan.date())).toList();
    String lateText = late.isEmpty() ? "" : ", of " + String.join(", ", late) + " among them";
    int again = plan.rehearsed().size();
    String againText =
        again == 0 ? "" : String.format(Locale.ROOT, "; %,d earlier files again", again);
    return String.format(
        Locale.ROOT,
        "new data: %,d files, %,d bytes%s%s",
        plan.fresh().size(),
        bytes,
        lateText,
        againText);
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

  private Contest judge(
      RunContext run, NightPlan plan, Ancestor ancestor, ShardReader fresh, Gates gates)
      throws IOException {
    out.printf(
        Locale.ROOT,
        "judging by the held-out examples of this night and of %d earlier%n",
        plan.compared().size());
    RunContext.Data data = run.data();
    Opponents both = opponents(run, data, ancestor);
    Arena arena =
        new Arena(
            run.javaSpark(),
            data.target(),
            TokenFrequencies.of(run.batches(data, Split.TRAIN), data.source().summary()),
            BuildInfo.version());
    JavaRDD<SequenceBatch> heldOut = fresh.batches(run.spark(), Split.TEST);
    Contest contest = arena.contest(both.champion, both.challenger, heldOut, earlier(run, plan));
    gates.gain(contest, run.settings());
    gates.metrics(contest);
    gates.drift(drift(run, plan, fresh));
    gates.size(both.championSize, both.challenger.parameters().length);
    gates.speed(arena.speed(both.champion, both.challenger, heldOut));
    gates
        .all()
        .forEach(
            gate ->
                out.printf(
                    Locale.ROOT,
                    "  %s %-15s %s%n",
                    gate.passed() ? "✓" : "✗",
                    gate.name(),
                    gate.text()));
    return contest;
  }

  private static Opponents opponents(RunContext run, RunContext.Data data, Ancestor ancestor)
      throws IOException {
    ModelSettings known = ancestor.model().settings().model();
    Settings settings = run.settings().with(known);
    NetworkBlueprint grown =
        NetworkBlueprint.of(settings, data.source().summary(), data.target().summary());
    float[] parameters = Parameters.of(ancestor.model().network());
    ModelFolder.Model trained =
        ModelFolder.load(run.folder().path(RunContext.MODEL), run.folder().hadoop());
    return new Opponents(
        new Contestant(
            settings, grown, GrownParameters.of(ancestor.model().blueprint(), parameters, grown)),
        new Contestant(run.settings(), data.blueprint(), Parameters.of(trained.network())),
        parameters.length);
  }

  private Optional<JavaRDD<SequenceBatch>> earlier(RunContext run, NightPlan plan)
      throws IOException {
    List<JavaRDD<SequenceBatch>> all = new ArrayList<>();
    for (String date : plan.compared()) {
      shards(run, date).ifPresent(reader -> all.add(reader.batches(run.spark(), Split.TEST)));
    }
    return Arena.together(all);
  }

  /** Returns the shards of an earlier night's own data; empty where they have been deleted. */
  private Optional<ShardReader> shards(RunContext run, String date) throws IOException {
    Configuration hadoop = run.folder().hadoop();
    for (String name : List.of(FRESH, RunContext.SHARDS)) {
      Path path = new Path(nights.run(date), name);
      if (path.getFileSystem(hadoop).exists(path)) {
        return Optional.of(ShardReader.open(path, hadoop));
      }
    }
    return Optional.empty();
  }

  private Drift drift(RunContext run, NightPlan plan, ShardReader fresh) {
    ShardReader known =
        ShardReader.open(
            new Path(nights.run(plan.champion()), RunContext.SHARDS), run.folder().hadoop());
    return new Drift(profile(run, known), profile(run, fresh));
  }

  private static DataProfile profile(RunContext run, ShardReader shards) {
    return DataProfile.of(
        shards.batches(run.spark(), Split.TRAIN),
        shards.manifest().input(),
        shards.manifest().target(),
        run.settings().corpus().isRunningText());
  }

  private static Judged judged(Gates gates, NightPlan plan, Contest contest) {
    Verdict.Pair headline = contest.fresh().metrics().get(contest.headline().metric());
    return judged(
        gates,
        headline == null ? Map.of() : Map.of("champion " + plan.champion(), headline.champion()));
  }

  private static Judged judged(Gates gates, Map<String, Double> champion) {
    return new Judged(
        gates.passed() ? "promoted" : "not promoted",
        champion,
        gates.all().stream()
            .map(gate -> new RunReport.Condition(gate.name(), gate.passed(), gate.text()))
            .toList());
  }

  private static Verdict verdict(
      NightPlan plan, Gates gates, Map<String, Map<String, Verdict.Pair>> metrics) {
    return new Verdict(
        Verdict.SCHEMA_VERSION,
        plan.date(),
        gates.passed() ? Verdict.Decision.PROMOTED : Verdict.Decision.KEPT_CHAMPION,
        gates.data(),
        plan.champion(),
        plan.version(),
        gates.all(),
        metrics,
        Instant.now().toString());
  }
}
