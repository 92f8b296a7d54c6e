package io.unroll.retraining;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.evaluation.DataProfile;
import io.unroll.evaluation.Drift;
import io.unroll.evaluation.TokenFrequencies;
import io.unroll.network.GrownParameters;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.runs.Ancestor;
import io.unroll.runs.BuildInfo;
import io.unroll.runs.RunContext;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;

/**
 * Comparison of a night's model with the champion, by the examples held out of this night's data
 * and of earlier nights'.
 *
 * @param run the challenger's, trained
 * @param fresh the shards of the night's own data
 * @param out what is told to the terminal
 */
record Judging(RunContext run, Nights nights, NightPlan plan, ShardReader fresh, PrintStream out) {

  /** Models and data that a night compares. */
  private record Opponents(Contestant champion, Contestant challenger, long championSize) {}

  /** Measures both models, and tells the gates what they ask for. */
  Contest contest(Ancestor ancestor, Gates gates) throws IOException {
    out.printf(
        Locale.ROOT,
        "judging by the held-out examples of this night and of %d earlier%n",
        plan.compared().size());
    RunContext.Data data = run.data();
    Opponents both = opponents(data, ancestor);
    Arena arena =
        new Arena(
            run.javaSpark(),
            data.target(),
            TokenFrequencies.of(run.batches(data, Split.TRAIN), data.source().summary()),
            BuildInfo.version());
    JavaRDD<SequenceBatch> heldOut = fresh.batches(run.spark(), Split.TEST);
    Contest contest = arena.contest(both.champion, both.challenger, heldOut, earlier());
    gates.gain(contest, run.settings());
    gates.metrics(contest);
    gates.drift(drift());
    gates.size(both.championSize, both.challenger.parameters().length);
    gates.speed(arena.speed(both.champion, both.challenger, heldOut));
    gates.all().forEach(this::tell);
    return contest;
  }

  private void tell(Gate gate) {
    out.printf(Locale.ROOT, "  %s %-15s %s%n", gate.passed() ? "✓" : "✗", gate.name(), gate.text());
  }

  private Opponents opponents(RunContext.Data data, Ancestor ancestor) throws IOException {
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

  private Optional<JavaRDD<SequenceBatch>> earlier() throws IOException {
    List<JavaRDD<SequenceBatch>> all = new ArrayList<>();
    for (String date : plan.compared()) {
      shards(date).ifPresent(reader -> all.add(reader.batches(run.spark(), Split.TEST)));
    }
    return Arena.together(all);
  }

  /** Returns the shards of an earlier night's own data; empty where they have been deleted. */
  private Optional<ShardReader> shards(String date) throws IOException {
    Configuration hadoop = run.folder().hadoop();
    for (String name : List.of(Night.FRESH, RunContext.SHARDS)) {
      Path path = new Path(nights.run(date), name);
      if (path.getFileSystem(hadoop).exists(path)) {
        return Optional.of(ShardReader.open(path, hadoop));
      }
    }
    return Optional.empty();
  }

  private Drift drift() {
    ShardReader known =
        ShardReader.open(
            new Path(nights.run(plan.champion()), RunContext.SHARDS), run.folder().hadoop());
    return new Drift(profile(known), profile(fresh));
  }

  private DataProfile profile(ShardReader shards) {
    return DataProfile.of(
        shards.batches(run.spark(), Split.TRAIN),
        shards.manifest().input(),
        shards.manifest().target(),
        run.settings().corpus().isRunningText());
  }
}
