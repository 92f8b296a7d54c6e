package io.unroll.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Characters;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Rules;
import io.unroll.config.TokenSettings.Subwords;
import io.unroll.config.TokenSettings.Words;
import io.unroll.corpus.EmbeddedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCodecIT {
  private static final Subwords SUBWORDS = new Subwords(340, 2, Optional.empty(), Folding.NONE);
  private static SparkSession session;
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    session = EmbeddedSpark.start(2);
    spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Test
  void learn_anyPartitions_givesTheSameBytes() throws IOException {
    List<String> texts = texts();
    List<String> shuffled = new ArrayList<>(texts);
    Collections.shuffle(shuffled, new Random(3));
    List<TokenSettings> units =
        List.of(
            new Characters(),
            new Characters(true, Folding.NONE),
            new Words(2, 40),
            new Words(Rules.ICU, 1, 1000, 0, Folding.NONE),
            SUBWORDS);
    for (TokenSettings unit : units) {
      byte[] expected = bytes(TextCodec.learn(spark.parallelize(texts, 1), unit));
      for (int partitions : new int[] {2, 7}) {
        JavaRDD<String> other = spark.parallelize(shuffled, partitions);
        assertArrayEquals(expected, bytes(TextCodec.learn(other, unit)), unit.toString());
      }
    }
  }

  @Test
  void learn_subwords_areThoseOfTheTextsAlone() {
    SubwordCodec codec = (SubwordCodec) TextCodec.learn(spark.parallelize(texts(), 3), SUBWORDS);
    SubwordModel expected = TestCodecs.model(texts(), 340, 2, Folding.NONE);

    assertEquals(344, codec.vocabulary().size());
    assertEquals(expected.vocabulary().tokens(), codec.vocabulary().tokens());
    assertEquals(expected.merges().inOrder(), codec.model().merges().inOrder());
  }

  @Test
  void learn_words_keepsTheFrequentAndNoSpecials() {
    JavaRDD<String> texts = spark.parallelize(List.of("b a <unk>\nb", "c a b <eos> <unk>", "d"), 2);
    TextCodec codec = TextCodec.learn(texts, new Words(2, 10));
    assertEquals(List.of("b", "a"), codec.vocabulary().tokens().subList(4, 6));
    assertEquals(6, codec.vocabulary().size());
    assertEquals(5, TextCodec.learn(texts, new Words(1, 1)).vocabulary().size());
  }

  @Test
  void learn_wordsMoreThanFit_takesOfEquallyFrequentOnesTheFirst() {
    JavaRDD<String> texts =
        spark.parallelize(List.of("z z z y y x x", "w v", "u t s", "r q p z"), 4);
    List<String> order = List.of("z", "x", "y", "p", "q", "r", "s", "t", "u", "v", "w");
    for (int most = 1; most <= order.size(); most++) {
      List<String> words = TextCodec.learn(texts, new Words(1, most)).vocabulary().tokens();
      assertEquals(order.subList(0, most), words.subList(4, words.size()));
    }
  }

  @Test
  void learn_lineEnds_areCharactersButNoWords() {
    JavaRDD<String> lines = spark.parallelize(List.of("a", "", "b\ud83d\ude00a"), 2);
    JavaRDD<String> closed = lines.map(line -> line + "\n");
    for (boolean clusters : new boolean[] {false, true}) {
      TextCodec characters = TextCodec.learn(closed, new Characters(clusters, Folding.NONE));
      assertEquals(
          List.of("\n", "a", "b", "\ud83d\ude00"), characters.vocabulary().tokens().subList(4, 8));
      assertArrayEquals(new int[] {5, 4}, characters.encodeLine("a"));
    }
    assertEquals(6, TextCodec.learn(closed, new Words(1, 10)).vocabulary().size());
    assertEquals(4 + 3, TextCodec.learn(lines, new Characters()).vocabulary().size());
  }

  @Test
  void learn_noTextAtAll_leavesSpecialsAndBytes() {
    JavaRDD<String> none = spark.parallelize(List.<String>of(), 2);
    assertEquals(4, TextCodec.learn(none, new Characters()).vocabulary().size());
    assertEquals(4, TextCodec.learn(none, new Words(1, 10)).vocabulary().size());
    assertEquals(260, TextCodec.learn(none, SUBWORDS).vocabulary().size());
  }

  @Test
  void learn_fromFile_takesItAsItIs() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    SubwordModel model = TestCodecs.model(TestCodecs.TEXTS, 300, 1, Folding.NONE);
    try (OutputStream out = Files.newOutputStream(file)) {
      TokenizerFile.write(out, model);
    }
    JavaRDD<String> texts = spark.parallelize(List.of("other text"), 1);
    TextCodec codec = TextCodec.learn(texts, fromFile(file));
    assertArrayEquals(Files.readAllBytes(file), bytes(codec));

    Path missing = folder.resolve("missing.json");
    InvalidInput invalid =
        assertThrows(InvalidInput.class, () -> TextCodec.learn(texts, fromFile(missing)));
    assertThat(invalid.getMessage()).startsWith("tokens.file: cannot read " + missing);
    Files.writeString(missing, "{\"model\":{\"type\":\"Unigram\"}}", StandardCharsets.UTF_8);
    invalid = assertThrows(InvalidInput.class, () -> TextCodec.learn(texts, fromFile(missing)));
    assertThat(invalid.getMessage()).contains("model.type must be BPE, found \"Unigram\"");
  }

  @Test
  void countedWords_moreThanFit_raisesTheLeastCount() {
    JavaRDD<String> texts =
        spark.parallelize(
            List.of("a a a a", "b b b", "c c c", "d d", "e e", "f", "x".repeat(2000)), 3);
    assertEquals(11, words(texts, 1, 100));
    assertEquals(3, words(texts, 2, 100));
    assertEquals(3, words(texts, 1, 7));
    assertEquals(3, words(texts, 1, 3));
    assertEquals(1, words(texts, 1, 2));
    assertEquals(0, words(texts, 1, 0));
  }

  private static int words(JavaRDD<String> texts, int minCount, int most) {
    TextFolding plain = new TextFolding(Folding.NONE);
    return CountedWords.of(texts, plain, minCount, most).words().length;
  }

  private static Subwords fromFile(Path file) {
    return new Subwords(8000, 2, Optional.of(file.toString()), Folding.NONE);
  }

  private static byte[] bytes(TextCodec codec) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextCodecFile.write(out, codec);
    return out.toByteArray();
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(TestCodecs.TEXTS);
    texts.addAll(TestCodecs.TEXTS);
    texts.add("the theme");
    return texts;
  }
}
