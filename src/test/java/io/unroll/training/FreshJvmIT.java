package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.ModelSettings.AttentionWiring;
import io.unroll.config.ModelSettings.DecoderStart;
import io.unroll.config.Settings;
import io.unroll.decoding.Answer;
import io.unroll.decoding.LanguageModelSampler;
import io.unroll.decoding.Predictor;
import io.unroll.decoding.Sampling;
import io.unroll.layers.backend.NativePlatform;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.SequenceModel;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.TestSides;
import io.unroll.training.ModelFolder.Model;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of every type say in another process what they said in this one. */
class FreshJvmIT {
  private static final int[] PROMPT = {5, 6, 7};

  @TempDir Path folder;

  @Test
  void models_savedAndLoadedInAnotherJvm_answerAlike() throws Exception {
    Map<String, float[]> here = new LinkedHashMap<>();
    for (SequenceModel model : SequenceModel.values()) {
      save(model.name(), model.settings(8), model.blueprint(8), here);
    }
    Map<String, Settings> writers = new LinkedHashMap<>();
    writers.put("LANGUAGE_MODEL", TestModels.languageModel(2, TestModels.training(1, 4, 1)));
    writers.put("ENCODER_DECODER", TestModels.encoderDecoder(Attention.GENERAL, true));
    writers.put(
        "ATTENTIVE_DECODER",
        TestModels.encoderDecoder(
            TestModels.wired(
                Attention.ADDITIVE, AttentionWiring.PREVIOUS_STATE, DecoderStart.BRIDGE)));
    for (Map.Entry<String, Settings> entry : writers.entrySet()) {
      NetworkBlueprint blueprint = TestModels.blueprint(entry.getValue());
      save(entry.getKey(), entry.getValue(), blueprint, here);
    }
    Map<String, float[]> there = inAnotherJvm();
    assertEquals(here.keySet(), there.keySet());
    here.forEach((name, values) -> assertArrayEquals(values, there.get(name), 1e-6f, name));
  }

  private void save(
      String name, Settings settings, NetworkBlueprint blueprint, Map<String, float[]> answers)
      throws IOException {
    ComputationGraph network = TestModels.network(blueprint);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    ModelFolder.save(
        path,
        new Configuration(),
        settings,
        TestSides.of(blueprint.source(), settings.tokens()),
        TestSides.of(blueprint.target(), settings.tokens()),
        Parameters.of(network));
    answers.put(name, answers(name, settings, blueprint, network));
  }

  private static float[] answers(
      String name, Settings settings, NetworkBlueprint blueprint, ComputationGraph network) {
    List<Float> values = new ArrayList<>();
    if (blueprint.carriesState()) {
      new LanguageModelSampler(network, Sampling.GREEDY, 1)
          .write(PROMPT, 20, id -> values.add((float) id));
      return array(values);
    }
    boolean writes = Arrays.stream(SequenceModel.values()).noneMatch(m -> m.name().equals(name));
    SequenceBatch batch =
        writes
            ? TestModels.randomBatch(3, 4, 6)
            : SequenceModel.valueOf(name).batch(11, 7, 1, 3, 5);
    Predictor predictor =
        Predictor.of(blueprint, network, settings.evaluation(), List.of()).orElseThrow();
    for (Answer answer : predictor.predict(batch)) {
      for (int id : answer.sequence().ids()) {
        values.add((float) id);
      }
      for (float value : answer.sequence().values()) {
        values.add(value);
      }
      for (float log : answer.logProbabilities()) {
        values.add(log);
      }
    }
    return array(values);
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private Map<String, float[]> inAnotherJvm() throws Exception {
    Path out = folder.resolve("answers.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Dorg.byte"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            folder.toString(),
            out.toString()));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
    Map<String, float[]> answers = new LinkedHashMap<>();
    for (String line : Files.readAllLines(out)) {
      String[] words = line.split(" ", -1);
      float[] values = new float[words.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(words[i + 1]);
      }
      answers.put(words[0], values);
    }
    return answers;
  }

  /** Program that runs in the other process. */
  static final class Other {
    private Other() {}

    /** Answers by every model of a folder. */
    public static void main(String[] args) throws IOException {
      NativePlatform.select();
      List<String> lines = new ArrayList<>();
      try (var models = Files.list(Path.of(args[0]))) {
        for (Path path : models.filter(Files::isDirectory).toList()) {
          Model model =
              ModelFolder.load(new org.apache.hadoop.fs.Path(path.toUri()), new Configuration());
          String name = path.getFileName().toString();
          StringBuilder line = new StringBuilder(name);
          for (float value : answers(name, model.settings(), model.blueprint(), model.network())) {
            line.append(' ').append(value);
          }
          lines.add(line.toString());
        }
      }
      Files.write(Path.of(args[1]), lines);
    }
  }
}
