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
 * <p>{@code run.json} says what the run is and how far it got. A folder belongs to one set of
 * settings: the same command again goes on where it stopped, another one is refused.
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

  /**
   * Takes a folder for these settings: a new one, or one whose run is not finished.
   *
   * @throws InvalidInput if it holds a finished run, a run of other settings, or something else
   */
  static RunFolder claim(
      String out, Configuration hadoop, Settings settings, String command, boolean overwrite)
      throws IOException {
    Path root = new Path(out);
    FileSystem files = root.getFileSystem(hadoop);
    if (overwrite && files.exists(new Path(root, RUN))) {
      files.delete(root, true);
    }
    if (files.exists(new Path(root, RUN))) {
      return again(open(out, hadoop), settings);
    }
    if (files.exists(root) && (files.getFileStatus(root).isFile() || !isEmpty(files, root))) {
      throw new InvalidInput(
          "--out "
              + out
              + " must be a new or empty folder, but it holds other files;"
              + " choose another --out");
    }
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

  private static boolean isEmpty(FileSystem files, Path root) throws IOException {
    return files.listStatus(root).length == 0;
  }

  private static RunFolder again(RunFolder folder, Settings settings) {
    if (folder.status() == Status.DONE) {
      throw new InvalidInput(
          "--out "
              + folder.root
              + " holds a finished run of '"
              + folder.content.get("name")
              + "'; choose another --out, or --overwrite to replace it");
    }
    if (!folder.settings().equals(settings)) {
      throw new InvalidInput(
          "--out "
              + folder.root
              + " holds an unfinished run of other settings; choose another"
              + " --out, repeat its command to go on with it, or --overwrite to replace it");
    }
    return folder;
  }

  /**
   * Opens the folder of an existing run.
   *
   * @throws InvalidInput if there is none
   */
  static RunFolder open(String out, Configuration hadoop) throws IOException {
    Path root = new Path(out);
    FileSystem files = root.getFileSystem(hadoop);
    if (!files.exists(new Path(root, RUN))) {
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
    Map<String, Object> settings =
        JSON.convertValue(content.get("settings"), new TypeReference<Map<String, Object>>() {});
    return SettingsLoader.fromMap(settings, path(RUN).toString());
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

  Configuration hadoop() {
    return hadoop;
  }

  /** A path inside the run. */
  Path path(String name) {
    return new Path(root, name);
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
