package io.unroll.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Characters;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import io.unroll.config.TokenSettings.Subwords;
import io.unroll.files.BreakingFileSystem;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.TestModels;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import io.unroll.tokens.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final String BYTE_PAIRS =
      """
      {"normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"ByteLevel"},
       "model":{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":[["a","b"]]}}
      """;

  @TempDir java.nio.file.Path folder;

  @Test
  void load_subwords_encodesAsWhenSaved() throws IOException {
    TokenSettings settings = new Subwords(256, 1, Optional.empty(), Folding.NONE);
    byte[] file = BYTE_PAIRS.getBytes(StandardCharsets.UTF_8);
    TextCodec codec =
        TextCodecFile.read(new ByteArrayInputStream(file), "tokenizer.json", settings);

    TextCodec loaded = reload(settings, codec);

    assertArrayEquals(new int[] {6, 4}, loaded.encode("ABa"));
    assertEquals("aba", loaded.decode(6, 4));
    assertTrue(Files.exists(folder.resolve("model/tokenizer-source.json")));
  }

  @Test
  void load_foldedCharacters_foldsAsWhenSaved() throws IOException {
    TokenSettings settings = new Characters(false, new Folding(Normalise.NFC, true, Digits.ZERO));
    List<String> tokens = new ArrayList<>(Vocabulary.SPECIALS);
    tokens.addAll(List.of("a", "0"));

    TextCodec loaded = reload(settings, TextCodec.of(settings, new Vocabulary(tokens)));

    assertArrayEquals(new int[] {4, 5, 1}, loaded.encode("A7b"));
  }

  /** Parameters of an attention's vertex are none of a layer's. */
  @Test
  void load_attention_hasWhatWasSaved() throws IOException {
    Path model =
        saved(
            TestModels.encoderDecoder(
                TestModels.stack(ModelSettings.Cell.LSTM, 1, 16, false),
                ModelSettings.Attention.GENERAL));
    float[] loaded = Parameters.of(ModelFolder.load(model, new Configuration()).network());
    for (int i = 0; i < loaded.length; i++) {
      assertEquals(i, loaded[i]);
    }
  }

  private Path saved(Settings settings) throws IOException {
    TokenSettings tokens = new Characters();
    List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
    all.add("a");
    SideCodec side = SideCodec.ofText(tokens, TextCodec.of(tokens, new Vocabulary(all)));
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, all.size(), all.size());
    float[] parameters = Parameters.of(TestModels.network(blueprint));
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = i;
    }
    Path model = new Path(folder.resolve("own").toUri());
    ModelFolder.save(model, new Configuration(), settings, side, side, parameters);
    return model;
  }

  /** A zip of these entries in the place of a model's. */
  private void forge(Map<String, byte[]> entries) throws IOException {
    Files.deleteIfExists(folder.resolve("own/.network.zip.crc"));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("own/network.zip")))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
  }

  private static byte[] values(String type, long claimed, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(1);
    out.writeUTF("LONG");
    out.writeLong(count);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(claimed);
    out.writeUTF(type);
    for (int i = 0; i < count; i++) {
      out.writeFloat(i);
    }
    return bytes.toByteArray();
  }

  @Test
  void load_hostileArchives_areRefused() throws IOException {
    Settings settings = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    Path model = saved(settings);
    int count = Parameters.of(ModelFolder.load(model, new Configuration()).network()).length;
    String name = "coefficients.bin";
    byte[] bomb = new byte[(64 << 20) + 1];
    Map<Map<String, byte[]>, String> forged = new LinkedHashMap<>();
    forged.put(Map.of("configuration.json", new byte[10]), "must be a model's zip");
    forged.put(Map.of(name, values("FLOAT", count, count / 2)), "is damaged");
    forged.put(Map.of(name, values("FLOAT", Long.MAX_VALUE, 1)), "must hold the");
    forged.put(Map.of(name, values("FLOAT", count - 1, count - 1)), "must hold the");
    forged.put(Map.of(name, values("DOUBLE", count, count)), "must hold FLOAT");
    forged.put(Map.of("configuration.json", bomb), "must be at most");
    for (Map.Entry<Map<String, byte[]>, String> one : forged.entrySet()) {
      forge(one.getKey());
      InvalidInput refused =
          assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
      assertThat(refused.getMessage()).as(refused::getMessage).contains(one.getValue());
    }
  }

  /** A network of these settings would take 200 GB. */
  @Test
  void load_settingsOfAHugeNetwork_areRefusedBeforeItIsBuilt() throws IOException {
    Path model = saved(TestModels.languageModel(1, TestModels.training(1, 4, 2)));
    java.nio.file.Path settings = folder.resolve("own/settings.json");
    Files.deleteIfExists(folder.resolve("own/.settings.json.crc"));
    String forged =
        Files.readString(settings)
            .replaceFirst("\"hidden\" : \\d+", "\"hidden\" : 16384")
            .replaceFirst("\"layers\" : \\d+", "\"layers\" : 24");
    Files.writeString(settings, forged);
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
    assertThat(refused.getMessage())
        .as(refused::getMessage)
        .contains("parameters of the network its settings describe");
  }

  @Test
  void count_ofAConfiguration_isThatOfTheNetwork() {
    for (Settings settings :
        List.of(
            TestModels.languageModel(2, TestModels.training(1, 4, 2)),
            TestModels.encoderDecoder(ModelSettings.Attention.GENERAL, true),
            TestModels.encoderDecoder(ModelSettings.Attention.ADDITIVE, false),
            TestModels.encoderDecoder(ModelSettings.Attention.NONE, false))) {
      NetworkBlueprint blueprint = TestModels.blueprint(settings);
      assertEquals(
          TestModels.network(blueprint).params().length(),
          Parameters.count(blueprint.configuration()),
          settings::toString);
    }
  }

  /** Names are never paths to write to, and classes named in JSON never loaded. */
  @Test
  void load_entriesItDoesNotNeed_areLeftAlone() throws IOException {
    Settings settings = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    Path model = saved(settings);
    float[] before = Parameters.of(ModelFolder.load(model, new Configuration()).network());
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("../../evil", new byte[] {1});
    entries.put(
        "configuration.json", "{\"@class\":\"no.such.Gadget\"}".getBytes(StandardCharsets.UTF_8));
    entries.put("coefficients.bin", values("FLOAT", before.length, before.length));
    forge(entries);
    assertArrayEquals(
        before, Parameters.of(ModelFolder.load(model, new Configuration()).network()));
    assertFalse(Files.exists(folder.resolve("../evil").normalize()));
    assertFalse(Files.exists(folder.resolve("evil")));
  }

  @Test
  void save_killedAnywhere_leavesTheOldOrTheNewModel() throws IOException {
    Settings settings = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    List<String> all = new ArrayList<>(Vocabulary.SPECIALS);
    SideCodec side =
        SideCodec.ofText(new Characters(), TextCodec.of(new Characters(), new Vocabulary(all)));
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, all.size(), all.size());
    int count = (int) TestModels.network(blueprint).numParams();
    Configuration hadoop = BreakingFileSystem.configuration();
    Path model = BreakingFileSystem.path(folder.resolve("model"));
    float old = 1;
    ModelFolder.save(model, hadoop, settings, side, side, filled(count, old));
    boolean killed = true;
    for (int changes = 0; killed; changes++) {
      BreakingFileSystem.breakAfter(changes);
      killed = !isSaved(model, hadoop, settings, side, filled(count, old + 1));
      BreakingFileSystem.breakAfter(Integer.MAX_VALUE);
      float found = Parameters.of(ModelFolder.load(model, hadoop).network())[0];
      assertTrue(found == old || found == old + 1, "killed before change " + changes);
      old = found;
    }
    try (var left = Files.list(folder)) {
      assertEquals(List.of("model"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  private static boolean isSaved(
      Path model, Configuration hadoop, Settings settings, SideCodec side, float[] parameters) {
    try {
      ModelFolder.save(model, hadoop, settings, side, side, parameters);
      return !BreakingFileSystem.isBroken();
    } catch (IOException e) {
      return false;
    }
  }

  private static float[] filled(int count, float value) {
    float[] parameters = new float[count];
    Arrays.fill(parameters, value);
    return parameters;
  }

  @Test
  void load_damagedFiles_areNamed() throws IOException {
    Path model = saved(TestModels.languageModel(1, TestModels.training(1, 4, 2)));
    java.nio.file.Path own = folder.resolve("own");
    for (String name : List.of("settings.json", "sides.json", "vocabulary-source.json")) {
      byte[] whole = Files.readAllBytes(own.resolve(name));
      Files.deleteIfExists(own.resolve("." + name + ".crc"));
      for (String content : List.of("", "{", "[1", "{\"a\": 1}", "null")) {
        Files.writeString(own.resolve(name), content);
        InvalidInput refused =
            assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
        assertThat(refused.getMessage()).as(refused::getMessage).contains(name);
      }
      Files.delete(own.resolve(name));
      assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
      Files.write(own.resolve(name), whole);
    }
    byte[] network = Files.readAllBytes(own.resolve("network.zip"));
    Files.deleteIfExists(own.resolve(".network.zip.crc"));
    for (int length = 0; length < network.length / 2; length += network.length / 20) {
      Files.write(own.resolve("network.zip"), Arrays.copyOf(network, length));
      assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
    }
    byte[] flipped = network.clone();
    flipped[network.length / 2] ^= 4;
    Files.write(own.resolve("network.zip"), flipped);
    assertThrows(InvalidInput.class, () -> ModelFolder.load(model, new Configuration()));
  }

  private TextCodec reload(TokenSettings tokens, TextCodec codec) throws IOException {
    Settings plain = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    Settings settings =
        new Settings(
            plain.name(),
            plain.seed(),
            plain.corpus(),
            tokens,
            plain.shards(),
            plain.model(),
            plain.training(),
            plain.evaluation(),
            plain.backend(),
            plain.retraining(),
            plain.answering());
    int size = codec.vocabulary().size();
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, size, size);
    float[] parameters = new float[(int) TestModels.network(blueprint).numParams()];
    Path model = new Path(folder.resolve("model").toUri());
    SideCodec side = SideCodec.ofText(tokens, codec);
    ModelFolder.save(model, new Configuration(), settings, side, side, parameters);
    return ModelFolder.load(model, new Configuration()).target().texts().orElseThrow();
  }
}
