package io.unroll.retraining;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.unroll.config.InvalidInput;
import io.unroll.config.RetrainingSettings;
import io.unroll.files.ExclusiveFile;
import io.unroll.files.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** All nights of a home: a run's folder each, with what it worked on and how it ended. */
public final class Nights {
  /** The folder of all nights below a home. */
  public static final String FOLDER = "nights";

  private static final String PLAN = "night.json";
  private static final String VERDICT = "verdict.json";
  private static final ObjectWriter WRITER = Json.PLAIN.writerWithDefaultPrettyPrinter();

  private final FileSystem files;
  private final Configuration hadoop;
  private final Path folder;

  /**
   * @param home the folder of all nights
   */
  public Nights(Path home, Configuration hadoop) throws IOException {
    this.files = home.getFileSystem(hadoop);
    this.hadoop = hadoop;
    this.folder = new Path(files.makeQualified(home), FOLDER);
  }

  /** Returns the folder of a night's run. */
  public Path run(String date) {
    return new Path(folder, date);
  }

  /** Returns the plan of a night, if it has begun. */
  public Optional<NightPlan> plan(String date) throws IOException {
    return read(new Path(run(date), PLAN), NightPlan.class);
  }

  /** Returns the verdict of a night, if it has ended. */
  public Optional<Verdict> verdict(String date) throws IOException {
    return read(new Path(run(date), VERDICT), Verdict.class);
  }

  /** Records how a night ended. */
  public void end(Verdict verdict) throws IOException {
    ExclusiveFile.replace(
        files, hadoop, new Path(run(verdict.date()), VERDICT), WRITER.writeValueAsBytes(verdict));
  }

  /** Nights that have ended, in order. */
  public List<Verdict> ended() throws IOException {
    List<Verdict> all = new ArrayList<>();
    for (String date : dates()) {
      verdict(date).ifPresent(all::add);
    }
    return all;
  }

  private List<String> dates() throws IOException {
    return files.exists(folder)
        ? Arrays.stream(files.listStatus(folder))
            .map(status -> status.getPath().getName())
            .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}"))
            .sorted()
            .toList()
        : List.of();
  }

  /**
   * Returns the plan of a night: as it was when it first began, or else all files up to its date
   * that no night has used or set aside. A file that has changed since is a new one.
   *
   * @throws InvalidInput if a later night has ended
   */
  public NightPlan begin(
      LocalDate date, RetrainingSettings settings, Optional<Champions.Champion> champion)
      throws IOException {
    Optional<NightPlan> begun = plan(date.toString());
    if (begun.isPresent()
        && begun.get().version() == champion.map(Champions.Champion::version).orElse(0)) {
      return begun.get();
    }
    List<Verdict> ended = ended();
    Optional<String> later =
        ended.stream().map(Verdict::date).filter(d -> d.compareTo(date.toString()) > 0).findFirst();
    if (later.isPresent()) {
      throw new InvalidInput(
          "--date must come after all nights that have ended, got %s before %s; late data are taken"
                  .formatted(date, later.get())
              + " up by the next night");
    }
    Set<DataFile> seen = new HashSet<>();
    for (Verdict verdict : ended) {
      boolean own = verdict.date().equals(date.toString());
      if (!own && verdict.data() != Verdict.Data.WAIT) {
        seen.addAll(planned(verdict).fresh());
      }
    }
    List<DataFile> all = Partitions.upTo(settings.partitions().orElseThrow(), date, hadoop);
    List<Verdict> used =
        ended.stream().filter(verdict -> verdict.data() == Verdict.Data.USED).toList();
    List<DataFile> rehearsed = new ArrayList<>();
    for (Verdict verdict : last(used, settings.rehearse())) {
      planned(verdict).fresh().stream().filter(all::contains).forEach(rehearsed::add);
    }
    NightPlan plan =
        new NightPlan(
            date.toString(),
            champion.map(Champions.Champion::run).orElse(""),
            champion.map(Champions.Champion::version).orElse(0),
            all.stream().filter(file -> !seen.contains(file)).toList(),
            rehearsed,
            last(used, settings.compareNights()).stream().map(Verdict::date).toList());
    files.delete(run(date.toString()), true);
    ExclusiveFile.replace(
        files, hadoop, new Path(run(plan.date()), PLAN), WRITER.writeValueAsBytes(plan));
    return plan;
  }

  private NightPlan planned(Verdict verdict) throws IOException {
    return plan(verdict.date())
        .orElseThrow(
            () -> new InvalidInput(run(verdict.date()) + ": has a verdict, but no " + PLAN));
  }

  private static <T> List<T> last(List<T> all, int count) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /**
   * Deletes what ended nights leave behind that nothing reads any more: models and shards of those
   * that are neither among the newest nor to be kept.
   *
   * @param keep runs that stay whole
   */
  public void sweep(int newest, Set<String> keep) throws IOException {
    List<String> ended = ended().stream().map(Verdict::date).toList();
    for (String date : ended) {
      boolean old = !last(ended, newest).contains(date) && !keep.contains(date);
      for (String part :
          old ? List.of("checkpoints", "model", "shards", "fresh") : List.of("checkpoints")) {
        files.delete(new Path(run(date), part), true);
      }
    }
  }

  private <T> Optional<T> read(Path path, Class<T> type) throws IOException {
    try {
      return Optional.of(Json.PLAIN.readValue(ExclusiveFile.read(files, path), type));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      throw new InvalidInput("%s: cannot be read: %s".formatted(path, e.getOriginalMessage()));
    }
  }
}
