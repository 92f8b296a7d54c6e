package io.unroll.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.InvalidInput;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.files.Fence;
import io.unroll.files.Json;
import io.unroll.files.JsonFile;
import io.unroll.files.WholeFolder;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.shards.Manifest;
import io.unroll.shards.ShardReader;
import io.unroll.shards.SideCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A trained model on any Hadoop file system: DL4J's model zip, the vocabularies and the settings,
 * which is all that decoding needs.
 */
public final class ModelFolder {
  /** The network's file in the folder. */
  public static final String NETWORK = "network.zip";

  private static final String SETTINGS = "settings.json";
  private static final String SIDES = "sides.json";
  private static final String REMEDY = "copy the model again, or train it again";

  private ModelFolder() {}

  /**
   * A model ready to predict.
   *
   * @param source what the network reads
   * @param target its output side; the same for language models
   */
  public record Model(
      Settings settings,
      SideCodec source,
      SideCodec target,
      NetworkBlueprint blueprint,
      ComputationGraph network) {}

  /** Writes a model where no one else does, see below. */
  public static void save(
      Path folder,
      Configuration hadoop,
      Settings settings,
      SideCodec source,
      SideCodec target,
      float[] parameters)
      throws IOException {
    save(folder, hadoop, settings, source, target, parameters, Fence.NONE);
  }

  /**
   * Writes a model; the folder appears whole or not at all, and the model before it stays until
   * then.
   *
   * @param fence asked before the model takes its place
   */
  public static void save(
      Path folder,
      Configuration hadoop,
      Settings settings,
      SideCodec source,
      SideCodec target,
      float[] parameters,
      Fence fence)
      throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    Path temporary = WholeFolder.draft(files, folder);
    ComputationGraph network = blueprint(settings, source, target).build();
    Parameters.apply(network, parameters);
    try (OutputStream out = files.create(new Path(temporary, NETWORK))) {
      ModelSerializer.writeModel(network, out, false);
    }
    byte[] resolved = ResolvedSettings.toJson(settings).getBytes(StandardCharsets.UTF_8);
    write(files, new Path(temporary, SETTINGS), resolved);
    write(
        files, new Path(temporary, SIDES), Json.PLAIN.writeValueAsBytes(new Sides(source, target)));
    writeAll(files, temporary, source.files(ShardReader.SOURCE));
    writeAll(files, temporary, target.files(ShardReader.TARGET));
    fence.check();
    WholeFolder.publish(files, temporary, folder);
  }

  /**
   * Builds the network its settings describe and reads its parameters, see {@link ModelArchive}.
   *
   * @throws InvalidInput if the folder holds no model, one of an older version or a damaged one
   */
  public static Model load(Path place, Configuration hadoop) throws IOException {
    FileSystem files = place.getFileSystem(hadoop);
    Path folder = WholeFolder.current(files, place);
    if (!files.exists(new Path(folder, NETWORK))) {
      throw new InvalidInput(
          folder + ": there is no trained model here; give the folder of a finished run");
    }
    Settings settings = settings(files, new Path(folder, SETTINGS));
    Sides sides = sides(files, new Path(folder, SIDES));
    SideCodec source =
        SideCodec.read(files, folder, ShardReader.SOURCE, sides.source(), settings.tokens());
    SideCodec target =
        SideCodec.read(files, folder, ShardReader.TARGET, sides.target(), settings.tokens());
    NetworkBlueprint blueprint = blueprint(settings, source, target);
    Path archive = new Path(folder, NETWORK);
    float[] parameters;
    // No network is built before the archive is found to hold as many parameters.
    try (InputStream in = files.open(archive)) {
      long bytes = files.getFileStatus(archive).getLen();
      long count = Parameters.count(blueprint.configuration());
      parameters = ModelArchive.of(archive.toString(), count, bytes).parameters(in);
    }
    ComputationGraph network = blueprint.build();
    Parameters.apply(network, parameters);
    return new Model(settings, source, target, blueprint, network);
  }

  /** Sides of the network, as the shards' manifest had them. */
  private record Sides(Manifest.Side source, Manifest.Side target) {
    Sides {
      if (source == null || target == null) {
        throw new IllegalArgumentException("it must say source and target");
      }
    }

    Sides(SideCodec source, SideCodec target) {
      this(source.summary(), target.summary());
    }
  }

  private static Sides sides(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      throw new InvalidInput(
          "%s: must hold %s, but does not: the model is of an older version; train it again"
              .formatted(path.getParent(), path.getName()));
    }
    return JsonFile.read(files, path, Sides.class, REMEDY);
  }

  private static void writeAll(FileSystem files, Path folder, SortedMap<String, byte[]> all)
      throws IOException {
    for (Map.Entry<String, byte[]> file : all.entrySet()) {
      write(files, new Path(folder, file.getKey()), file.getValue());
    }
  }

  private static void write(FileSystem files, Path path, byte[] content) throws IOException {
    try (OutputStream out = files.create(path)) {
      out.write(content);
    }
  }

  /** Returns the settings a model was trained with. */
  public static Settings settings(Path place, Configuration hadoop) throws IOException {
    FileSystem files = place.getFileSystem(hadoop);
    return settings(files, new Path(WholeFolder.current(files, place), SETTINGS));
  }

  /** Names of the labels a model gives, by id; none where it gives other things. */
  public static List<String> labels(Path place, Configuration hadoop) throws IOException {
    FileSystem files = place.getFileSystem(hadoop);
    Path folder = WholeFolder.current(files, place);
    Settings settings = settings(folder, hadoop);
    Manifest.Side target = sides(files, new Path(folder, SIDES)).target();
    return SideCodec.read(files, folder, ShardReader.TARGET, target, settings.tokens()).names();
  }

  private static Settings settings(FileSystem files, Path path) throws IOException {
    JsonNode resolved = JsonFile.read(files, path, ObjectNode.class, REMEDY);
    return SettingsLoader.fromMap(
        Json.PLAIN.convertValue(resolved, new TypeReference<Map<String, Object>>() {}),
        path.toString());
  }

  private static NetworkBlueprint blueprint(Settings settings, SideCodec source, SideCodec target) {
    return NetworkBlueprint.of(settings, source.summary(), target.summary());
  }
}
