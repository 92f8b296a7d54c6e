package io.unroll.jobs;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.RetrainingSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.corpus.storage.HadoopSettings;
import io.unroll.files.Fence;
import io.unroll.files.Lease;
import io.unroll.retraining.Champions;
import io.unroll.retraining.Champions.Champion;
import io.unroll.retraining.Gates;
import io.unroll.retraining.Night;
import io.unroll.retraining.Nights;
import io.unroll.retraining.Promotions;
import io.unroll.retraining.Verdict;
import io.unroll.runs.RunContext;
import io.unroll.runs.RunFolder;
import io.unroll.training.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retrain}: a night's new data to a challenger, and to a champion if it is good enough. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a challenger on new data and promotes it if it passes every gate.",
      "Reads all data that no night has used yet; compares challenger and champion on held-out"
          + " examples, by the gates of the settings' section retraining. OUT/champion names the"
          + " champion's run; decode, evaluate and describe use it if they are given OUT. Repeating a"
          + " date does nothing; an interrupted night resumes. retraining.partitions must be set."
    },
    footer = {
      "",
      "Examples:",
      "  unroll retrain conf/nightly.conf --set retraining.partitions=/data/mail/{date}.tsv",
      "  unroll retrain mail.conf --date 2026-11-20 --out hdfs:///models/mail",
      "  unroll retrain mail.conf --date 2026-11-20 --waive tokenDrift",
      "  unroll retrain mail.conf --rollback",
      "",
      "Exit status: 0 promoted, 1 failed, 2 wrong input or locked, 3 trained but not promoted."
    })
public final class RetrainJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "SETTINGS", description = "A settings file, see conf/")
  Path file = Path.of("");

  @Mixin RunOptions options = new RunOptions();

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "Night: data up to this day are read. Default: yesterday")
  Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--waive",
      paramLabel = "GATE",
      description = "Accepts a gate as passed, after someone has looked; judges the night again")
  Set<String> waived = new HashSet<>();

  @Option(names = "--rollback", description = "Restores the previous champion")
  boolean rollback;

  @Spec CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    for (String gate : waived) {
      if (!Gates.NAMES.contains(gate)) {
        throw new InvalidInput("--waive must be one of %s, got %s".formatted(Gates.NAMES, gate));
      }
    }
    Settings settings = checkedSettings();
    String home = options.out.orElse("runs/" + settings.name());
    Configuration hadoop = HadoopSettings.current();
    org.apache.hadoop.fs.Path root = RunFolder.root(home, hadoop);
    LocalDate night = date.orElseGet(() -> LocalDate.now().minusDays(1));
    root.getFileSystem(hadoop).mkdirs(root);
    try (Lease lease = Lease.take(root, hadoop, "night " + night)) {
      Champions champions = new Champions(root, hadoop);
      Nights nights = new Nights(root, hadoop);
      return rollback
          ? rolledBack(champions, nights, hadoop, home)
          : retrained(settings, champions, nights, night, home, lease);
    }
  }

  private Settings checkedSettings() {
    if (needsNoFiles()) {
      throw new InvalidInput(
          file + ": corpus.type must be one that is read from files by corpus.path to retrain");
    }
    // The paths are each night's own; until they are known, anything stands in for them.
    Settings settings = settings("-");
    RetrainingSettings retraining = settings.retraining();
    if (!rollback && retraining.partitions().isEmpty()) {
      throw new InvalidInput(
          "%s: retraining.partitions must say where each day's data are, as in --set retraining.partitions=/data/%s.tsv"
              .formatted(file, RetrainingSettings.DATE));
    }
    return settings;
  }

  private Settings settings(String path) {
    List<String> all = new ArrayList<>(options.overrides);
    all.add("corpus.path=\"" + path + "\"");
    return SettingsLoader.load(file, all);
  }

  /** Tells whether the settings are complete without a path. */
  private boolean needsNoFiles() {
    try {
      return !(SettingsLoader.load(file, options.overrides).corpus()
          instanceof CorpusSettings.FromFiles);
    } catch (InvalidInput incomplete) {
      return false;
    }
  }

  private int retrained(
      Settings settings,
      Champions champions,
      Nights nights,
      LocalDate date,
      String home,
      Fence fence)
      throws IOException {
    Promotions.settle(champions, nights);
    Optional<Verdict> done = nights.verdict(date.toString());
    if (done.isPresent()
        && (waived.isEmpty() || done.get().decision() == Verdict.Decision.PROMOTED)) {
      System.out.printf(Locale.ROOT, "night %s is done: %s%n", date, done.get().inWords());
      return done.get().exitStatus();
    }
    Verdict verdict =
        new Night(
                nights,
                champions,
                this::settings,
                waived,
                CommandText.of(command),
                fence,
                System.out)
            .work(settings, options.master, date, home);
    fence.check();
    nights.end(verdict);
    Promotions.settle(champions, nights);
    verdict = nights.verdict(date.toString()).orElse(verdict);
    Set<String> keep = new HashSet<>(Set.of(verdict.champion()));
    champions.current().ifPresent(champion -> keep.add(champion.run()));
    nights.sweep(settings.retraining().keepRuns(), keep);
    System.out.printf(Locale.ROOT, "night %s: %s%n", date, verdict.inWords());
    champions
        .current()
        .ifPresent(
            champion ->
                System.out.printf(
                    Locale.ROOT,
                    "champion: %s (version %d), %s/%s%n",
                    champion.run(),
                    champion.version(),
                    home,
                    Champions.ALIAS));
    return verdict.exitStatus();
  }

  private static int rolledBack(
      Champions champions, Nights nights, Configuration hadoop, String home) throws IOException {
    Champion now =
        champions
            .current()
            .orElseThrow(() -> new InvalidInput(home + ": has no champion to roll back"));
    List<Champion> before =
        champions.history().stream()
            .filter(one -> one.version() < now.version() && !one.run().equals(now.run()))
            .toList();
    if (before.isEmpty()) {
      throw new InvalidInput(
          "%s: there must be a champion before %s to roll back to".formatted(home, now.run()));
    }
    String run = before.get(before.size() - 1).run();
    // Refuses a run whose model is gone.
    ModelFolder.settings(new org.apache.hadoop.fs.Path(nights.run(run), RunContext.MODEL), hadoop);
    Champion next =
        champions
            .promote(now.version(), run, "rolled back from " + now.run())
            .orElseThrow(
                () ->
                    new InvalidInput(
                        home + ": another run was promoted meanwhile; look at it, then roll back"));
    System.out.printf(
        Locale.ROOT,
        "champion: %s again (version %d), no longer %s%n",
        run,
        next.version(),
        now.run());
    return 0;
  }
}
