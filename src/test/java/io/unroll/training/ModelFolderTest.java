package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Characters;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import io.unroll.config.TokenSettings.Subwords;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.TestModels;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.TextCodecFile;
import io.unroll.tokens.Vocabulary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            plain.retraining());
    int size = codec.vocabulary().size();
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, size, size);
    float[] parameters = new float[(int) TestModels.network(blueprint).numParams()];
    Path model = new Path(folder.resolve("model").toUri());
    SideCodec side = SideCodec.ofText(tokens, codec);
    ModelFolder.save(model, new Configuration(), settings, side, side, parameters);
    return ModelFolder.load(model, new Configuration()).target().texts().orElseThrow();
  }
}
