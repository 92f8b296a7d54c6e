package io.unroll.training;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.config.InvalidInput;
import io.unroll.config.ResolvedSettings;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
  private static final String SOURCE = "source";
  private static final String TARGET = "target";

  private ModelFolder() {}

  /**
   * A model ready to predict.
   *
   * @param source what the network reads
   * @param target what the network writes; the same for language models
   */
  public record Model(
      Settings settings,
      TextCodec source,
      TextCodec target,
      NetworkBlueprint blueprint,
      ComputationGraph network) {}

  /** Writes a model; the folder appears whole or not at all. */
  public static void save(
      Path folder,
      Configuration hadoop,
      Settings settings,
      TextCodec source,
      TextCodec target,
      float[] parameters)
      throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    Path temporary = new Path(folder.getParent(), "." + folder.getName() + ".tmp");
    files.delete(temporary, true);
    files.mkdirs(temporary);
    ComputationGraph network = NetworkPool.build(blueprint(settings, source, target));
    Parameters.apply(network, parameters);
    try (OutputStream out = files.create(new Path(temporary, NETWORK))) {
      ModelSerializer.writeModel(network, out, false);
    }
    try (OutputStream out = files.create(new Path(temporary, SETTINGS))) {
      out.write(ResolvedSettings.toJson(settings).getBytes(StandardCharsets.UTF_8));
    }
    TextCodecFile.write(files, temporary, SOURCE, settings.tokens(), source);
    TextCodecFile.write(files, temporary, TARGET, settings.tokens(), target);
    files.delete(folder, true);
    if (!files.rename(temporary, folder)) {
      throw new IOException("could not rename " + temporary + " to " + folder);
    }
  }

  /**
   * @throws InvalidInput if the folder holds no model
   */
  public static Model load(Path folder, Configuration hadoop) throws IOException {
    FileSystem files = folder.getFileSystem(hadoop);
    if (!files.exists(new Path(folder, NETWORK))) {
      throw new InvalidInput(
          folder + ": there is no trained model here; give the folder of a finished run");
    }
    Settings settings = settings(files, new Path(folder, SETTINGS));
    TextCodec source = TextCodecFile.read(files, folder, SOURCE, settings.tokens());
    TextCodec target = TextCodecFile.read(files, folder, TARGET, settings.tokens());
    try (InputStream in = files.open(new Path(folder, NETWORK))) {
      ComputationGraph network = ModelSerializer.restoreComputationGraph(in, false);
      return new Model(settings, source, target, blueprint(settings, source, target), network);
    }
  }

  private static Settings settings(FileSystem files, Path path) throws IOException {
    try (InputStream in = files.open(path)) {
      Map<String, Object> resolved =
          new ObjectMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
      return SettingsLoader.fromMap(resolved, path.toString());
    }
  }

  private static NetworkBlueprint blueprint(Settings settings, TextCodec source, TextCodec target) {
    return NetworkBlueprint.of(settings, source.vocabulary().size(), target.vocabulary().size());
  }
}
