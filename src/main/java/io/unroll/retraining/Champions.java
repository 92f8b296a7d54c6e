package io.unroll.retraining;

import io.unroll.files.ExclusiveFile;
import io.unroll.files.Json;
import io.unroll.files.JsonFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which run is the champion, and which were before it.
 *
 * <p>{@code champions/000007.json} is the seventh promotion. It is created by the first who takes
 * the number: of two that both saw the sixth, one succeeds. {@code champion} next to it names the
 * newest one's run for scripts and for every command that reads a model.
 */
public final class Champions {
  /** The file that names the champion's run. */
  public static final String ALIAS = "champion";

  private static final String FOLDER = "champions";

  private final FileSystem files;
  private final Configuration hadoop;
  private final Path home;

  /**
   * @param home the folder of all nights
   */
  public Champions(Path home, Configuration hadoop) throws IOException {
    this.files = home.getFileSystem(hadoop);
    this.hadoop = hadoop;
    this.home = files.makeQualified(home);
  }

  /**
   * A run that became the champion.
   *
   * @param version 1 for the first, then one more each time
   * @param run its name
   * @param since when, ISO 8601
   * @param because why: {@code promoted} or {@code rolled back from RUN}
   */
  public record Champion(int version, String run, String since, String because) {}

  /** Returns all there were, the newest last. */
  public List<Champion> history() throws IOException {
    Path folder = new Path(home, FOLDER);
    if (!files.exists(folder)) {
      return List.of();
    }
    List<Champion> all = new ArrayList<>();
    for (Path path :
        Arrays.stream(files.listStatus(folder))
            .map(FileStatus::getPath)
            .filter(path -> path.getName().matches("\\d+\\.json"))
            .sorted()
            .toList()) {
      all.add(JsonFile.read(files, path, Champion.class, "put it back as it was"));
    }
    return all;
  }

  /** Returns the champion, if there is one; mends the alias where a crash left it behind. */
  public Optional<Champion> current() throws IOException {
    List<Champion> all = history();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Champion newest = all.get(all.size() - 1);
    if (!alias(home, hadoop).equals(Optional.of(newest.run))) {
      writeAlias(newest);
    }
    return Optional.of(newest);
  }

  /** Returns the run that a home's alias names, if the folder is one. */
  public static Optional<String> alias(Path home, Configuration hadoop) throws IOException {
    FileSystem files = home.getFileSystem(hadoop);
    try {
      Path alias = new Path(home, ALIAS);
      String name = new String(ExclusiveFile.read(files, alias), StandardCharsets.UTF_8).strip();
      if (!name.matches("[\\w-]+")) {
        throw JsonFile.damaged(alias, "it names no run", "retrain any night to mend it");
      }
      return Optional.of(name);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes a run the champion.
   *
   * @param expected the version that was the newest when the decision was made; 0 for none
   * @return the new champion; empty if that version is not the newest any more
   */
  public Optional<Champion> promote(int expected, String run, String because) throws IOException {
    Champion next = new Champion(expected + 1, run, Instant.now().toString(), because);
    String name = String.format(Locale.ROOT, "%06d.json", next.version);
    List<Champion> all = history();
    int newest = all.isEmpty() ? 0 : all.get(all.size() - 1).version;
    if (newest != expected
        || !ExclusiveFile.create(
            files, new Path(new Path(home, FOLDER), name), Json.PLAIN.writeValueAsBytes(next))) {
      return Optional.empty();
    }
    writeAlias(next);
    return Optional.of(next);
  }

  private void writeAlias(Champion champion) throws IOException {
    byte[] name = (champion.run + "\n").getBytes(StandardCharsets.UTF_8);
    ExclusiveFile.replace(files, hadoop, new Path(home, ALIAS), name);
  }
}
