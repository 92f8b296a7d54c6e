package io.unroll.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One run on disk, on any Hadoop file system.
 *
 * <p>{@code run.json} says what the run is and how far it got. Once training has begun, a folder
 * belongs to one set of settings: the same command again goes on where it stopped.
 */
final class RunFolder {
  private static final String RUN = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How far a run got. */
  enum Status {
    STARTED,
    PREPARED,
    TRAINED,
    DONE
  }

  private final FileSystem files;
  private final Path root;
  private final Configuration hadoop;
  private final Map<String, Object> content;

  private RunFolder(
      FileSystem files, Path root, Configuration hadoop, Map<String, Object> content) {
    this.files = files;
    this.root = root;
    this.hadoop = hadoop;
    this.content = content;
  }

  /** Starts a run in a folder. */
  static RunFolder create(
      FileSystem files, Path root, Configuration hadoop, Settings settings, String command)
      throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("name", settings.name());
    content.put("version", BuildInfo.version());
    content.put("command", command);
    content.put("started", Instant.now().toString());
    content.put("settings", ResolvedSettings.toMap(settings));
    RunFolder folder = new RunFolder(files, root, hadoop, content);
    folder.reached(Status.STARTED);
    return folder;
  }

  static boolean isRun(FileSystem files, Path root) throws IOException {
    return files.exists(new Path(root, RUN));
  }

  /**
   * Opens the folder of an existing run.
   *
   * @throws InvalidInput if there is none
   */
  static RunFolder open(String out, Configuration hadoop) throws IOException {
    Path root = Retrained.run(new Path(out), hadoop);
    FileSystem files = root.getFileSystem(hadoop);
    if (!isRun(files, root)) {
      throw new InvalidInput(out + ": no run is here (there is no " + RUN + ")");
    }
    try (InputStream in = files.open(new Path(root, RUN))) {
      Map<String, Object> content =
          JSON.readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
      return new RunFolder(files, root, hadoop, content);
    }
  }

  /** The settings the run was started with. */
  Settings settings() {
    if (!(content.get("settings") instanceof Map)) {
      throw new InvalidInput(path(RUN) + ": is broken: it has no settings");
    }
    Map<String, Object> settings =
        JSON.convertValue(content.get("settings"), new TypeReference<Map<String, Object>>() {});
    return SettingsLoader.fromMap(settings, path(RUN).toString());
  }

  /** Takes other settings; only as long as nothing was trained with the old ones. */
  void adopt(Settings settings) throws IOException {
    content.put("settings", ResolvedSettings.toMap(settings));
    reached(status());
  }

  /** Whether training has begun: from then on the settings are fixed. */
  boolean isTrainedOn() throws IOException {
    return files.exists(path(RunContext.CHECKPOINTS)) || files.exists(path(RunContext.MODEL));
  }

  String name() {
    return String.valueOf(content.get("name"));
  }

  Status status() {
    return Status.valueOf(String.valueOf(content.get("status")));
  }

  /** The command line that started the run. */
  String command() {
    return String.valueOf(content.get("command"));
  }

  Instant started() {
    return Instant.parse(String.valueOf(content.get("started")));
  }

  /** When the run's status was last written. */
  Instant updated() {
    return Instant.parse(String.valueOf(content.get("updated")));
  }

  Configuration hadoop() {
    return hadoop;
  }

  Path root() {
    return root;
  }

  /** A path inside the run. */
  Path path(String name) {
    return new Path(root, name);
  }

  /** The file that makes a folder a run. */
  Path runFile() {
    return path(RUN);
  }

  /** Records how far the run got. */
  void reached(Status status) throws IOException {
    content.put("status", status.name());
    content.put("updated", Instant.now().toString());
    write(RUN, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
  }

  /** Adds a value to {@code run.json} with the next status. */
  void note(String key, Object value) {
    content.put(key, value);
  }

  /** A value noted earlier. */
  Optional<Object> noted(String key) {
    return Optional.ofNullable(content.get(key));
  }

  /** Writes a file of the run; it appears whole or not at all. */
  void write(String name, byte[] bytes) throws IOException {
    Path target = path(name);
    Path temporary = new Path(target.getParent(), "." + target.getName() + ".tmp");
    try (OutputStream out = files.create(temporary, true)) {
      out.write(bytes);
    }
    files.delete(target, false);
    if (!files.rename(temporary, target)) {
      throw new IOException("could not rename " + temporary + " to " + target);
    }
  }
}
