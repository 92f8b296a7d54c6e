package io.unroll.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Characters;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import io.unroll.config.TokenSettings.Rules;
import io.unroll.config.TokenSettings.Words;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextCodecTest {
  private static final TokenSettings CLUSTERS = new Characters(true, Folding.NONE);
  private static final TokenSettings WORDS = new Words(1, 100);
  private static final TokenSettings ICU_WORDS = new Words(Rules.ICU, 1, 100, 0, Folding.NONE);
  private static final SubwordCodec SUBWORDS = TestCodecs.subwords(Folding.NONE);

  @Provide
  Arbitrary<String> texts() {
    return HostileStrings.strings();
  }

  @Property
  void characters_anyText_decodeToThemselves(@ForAll String text) {
    TextCodec codec = codec(new Characters(), text);
    int[] ids = codec.encode(text);
    assertEquals(text, codec.decode(ids));
    assertEquals(text.codePointCount(0, text.length()), ids.length);
  }

  @Property
  void subwords_anyText_decodeToThemselves(@ForAll("texts") String text) {
    assertReversible(SUBWORDS, text);
  }

  @Test
  void reversibleUnits_hostileStrings_decodeToThemselves() throws IOException {
    for (String text : HostileStrings.wellFormed()) {
      assertReversible(SUBWORDS, text);
      assertReversible(codec(new Characters(), text), text);
      assertReversible(codec(CLUSTERS, text), text);
    }
    for (String text : HostileStrings.UNPAIRED) {
      assertReversible(codec(new Characters(), text), text);
      assertReversible(codec(CLUSTERS, text), text);
      assertEquals(text.replaceAll("[\\ud800-\\udfff]", "\ufffd"), decoded(SUBWORDS, text));
    }
  }

  @Test
  void clusters_whatReadersSeeAsOne_areOne() {
    String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
    TextCodec codec = codec(CLUSTERS, "e\u0301" + family + "x\r\n");
    assertEquals(4, codec.encode("e\u0301" + family + "x\r\n").length);
    assertArrayEquals(new int[] {1}, codec.encode("e"));
  }

  @Property
  void words_anyText_keepTheirTokens(@ForAll("texts") String text) {
    TextCodec codec = codec(WORDS, text);
    int[] ids = codec.encode(text);
    assertArrayEquals(ids, codec.encode(codec.decode(ids)));
    assertEquals(codec.decode(ids), codec.whole(text));
    assertEquals(text.replaceAll("(?U)[\\s\\p{Z}\\x1C-\\x1F]+", " ").strip(), codec.decode(ids));
  }

  @Test
  void words_byIcu_cutPunctuationOff() {
    TextCodec codec = codec(ICU_WORDS, "Don't  say \u201c3.14\u201d, he said. ");
    assertEquals(
        List.of("Don't", "say", "\u201c", "3.14", "\u201d", ",", "he", "said", "."),
        codec.vocabulary().tokens().subList(4, 13));
    assertEquals("he said .", decoded(codec, "he said."));
    assertEquals("Nobody said so .", codec.whole(" Nobody  said so."));
    assertEquals(0, codec.encode(" \t\u3000\n").length);
  }

  @Test
  void words_specialsInText_areUnknown() {
    TextCodec codec = codec(WORDS, "a");
    assertArrayEquals(new int[] {1, 1, 1, 1, 4}, codec.encode("<pad> <bos>\u00a0<eos>  <unk> a\n"));
    assertEquals("<unk> a\n", codec.decode(1, 4, Vocabulary.EOS, Vocabulary.PAD));
  }

  @Test
  void subwords_specialsInText_areText() {
    for (String text : List.of("<pad>", "<unk>", " <bos><eos> <unk>")) {
      int[] ids = SUBWORDS.encode(text);
      assertTrue(Arrays.stream(ids).allMatch(id -> id >= Vocabulary.SPECIALS.size()), text);
      assertEquals(text, SUBWORDS.decode(ids));
    }
  }

  @Test
  void lines_everyUnit_endAsTheStreamDoes() {
    TextCodec words = codec(WORDS, "a b");
    assertArrayEquals(new int[] {4, 5, Vocabulary.EOS}, words.encodeLine("a b"));
    assertArrayEquals(
        new int[] {4, Vocabulary.EOS, Vocabulary.EOS, 5}, words.encodeLines("a\n\nb"));
    assertEquals("a\n\nb", words.decode(words.encodeLines("a\n\nb")));
    TextCodec characters = codec(new Characters(), "a\nb");
    assertArrayEquals(characters.encode("a\n"), characters.encodeLine("a"));
    assertArrayEquals(characters.encode("a\nb"), characters.encodeLines("a\nb"));
    int[] line = SUBWORDS.encodeLine("the");
    assertEquals(Vocabulary.EOS, line[line.length - 1]);
    assertEquals("the\n", SUBWORDS.decode(line));
  }

  @Test
  void folding_everyStep_makesOneOfManySpellings() {
    Folding all = new Folding(Normalise.NFC, true, Digits.ZERO);
    TextFolding folding = new TextFolding(all);
    assertEquals(
        "caf\u00e9 00 0\u00bd i\u0307\u03c3",
        folding.fold("CAFE\u0301 4\u0665 7\u00bd \u0130\u03a3"));
    String plain = "Caf\u00e9 42";
    assertEquals(plain, new TextFolding(Folding.NONE).fold(plain));
    TextCodec codec = codec(new Characters(false, all), "e");
    assertArrayEquals(new int[] {4}, codec.encode("E"));
    assertEquals("they 0", decoded(TestCodecs.subwords(all), "THEY 7"));
  }

  @Property(tries = 200)
  void incrementalDecoder_anyText_writesWhatDecodingAllAtOnceGives(@ForAll("texts") String text) {
    for (TextCodec codec : List.of(SUBWORDS, codec(WORDS, text), codec(CLUSTERS, text))) {
      int[] ids = codec.encodeLines(text);
      IncrementalDecoder decoder = new IncrementalDecoder(codec);
      StringBuilder written = new StringBuilder();
      for (int id : ids) {
        written.append(decoder.next(id));
      }
      written.append(decoder.finish());
      assertEquals(codec.decode(ids), written.toString());
    }
  }

  @Test
  void incrementalDecoder_characterOfManyTokens_comesWhole() {
    IncrementalDecoder decoder = new IncrementalDecoder(SUBWORDS);
    int[] ids = SUBWORDS.encode("\ud83e\udd80!");
    assertEquals(5, ids.length);
    List<String> parts = new ArrayList<>();
    for (int id : ids) {
      parts.add(decoder.next(id));
    }
    assertEquals(List.of("", "", "", "\ud83e\udd80", "!"), parts);
  }

  @Test
  void codecs_writtenAndSerialised_encodeAsBefore() throws IOException, ClassNotFoundException {
    String text = "The cat's m\u00e9thode 123 \u4f60\ud83d\ude00!";
    Folding folding = new Folding(Normalise.NFC, true, Digits.ZERO);
    TokenSettings.Subwords subwords = new TokenSettings.Subwords(300, 1, Optional.empty(), folding);
    List<TokenSettings> all =
        List.of(new Characters(), CLUSTERS, WORDS, ICU_WORDS, new Characters(false, folding));
    for (TokenSettings settings : all) {
      assertSurvives(codec(settings, text), settings, text);
    }
    assertSurvives(TestCodecs.subwords(folding), subwords, text);
  }

  @Property
  void vocabularyFile_anyTokens_readsBack(@ForAll List<String> texts) throws IOException {
    List<String> tokens = new ArrayList<>(Vocabulary.SPECIALS);
    texts.stream().distinct().filter(t -> !tokens.contains(t)).forEach(tokens::add);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    VocabularyFile.write(out, new Vocabulary(tokens));
    Vocabulary read = VocabularyFile.read(new ByteArrayInputStream(out.toByteArray()), "v.json");
    assertEquals(tokens, read.tokens());
  }

  @Test
  void vocabularyFile_otherJson_isInvalidInput() {
    for (String json : List.of("", "{}", "[1", "[\"a\"]", "[null]", "null")) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      InvalidInput error =
          assertThrows(
              InvalidInput.class,
              () -> VocabularyFile.read(new ByteArrayInputStream(bytes), "v.json"),
              json);
      assertThat(error.getMessage()).startsWith("v.json: must be a JSON list");
    }
  }

  private static void assertSurvives(TextCodec codec, TokenSettings settings, String text)
      throws IOException, ClassNotFoundException {
    int[] expected = codec.encode(text);
    assertFalse(Arrays.stream(expected).anyMatch(id -> id == Vocabulary.UNKNOWN));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    TextCodecFile.write(file, codec);
    TextCodec read =
        TextCodecFile.read(new ByteArrayInputStream(file.toByteArray()), "x.json", settings);
    assertArrayEquals(expected, read.encode(text));
    String name = TextCodecFile.name(settings, "source");
    assertEquals(
        codec.vocabulary().tokens(),
        TextCodecFile.readVocabulary(new ByteArrayInputStream(file.toByteArray()), "a/" + name)
            .tokens());
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    TextCodecFile.write(again, read);
    assertArrayEquals(file.toByteArray(), again.toByteArray());

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(codec);
    TextCodec copy =
        (TextCodec)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertArrayEquals(expected, copy.encode(text));
    assertEquals(codec.decode(expected), copy.decode(expected));
  }

  private static void assertReversible(TextCodec codec, String text) {
    assertEquals(text, decoded(codec, text));
  }

  private static String decoded(TextCodec codec, String text) {
    return codec.decode(codec.encode(text));
  }

  /** A codec that knows every token of a text, in the order they occur. */
  private static TextCodec codec(TokenSettings settings, String text) {
    Set<String> tokens = new LinkedHashSet<>(Vocabulary.SPECIALS);
    String folded = new TextFolding(settings.folding()).fold(text);
    if (settings instanceof Words words) {
      Cutter.of(words).cut(folded, (start, end) -> tokens.add(folded.substring(start, end)));
    } else if (settings.equals(CLUSTERS)) {
      BoundaryCutter.ofClusters()
          .cut(folded, (start, end) -> tokens.add(folded.substring(start, end)));
      tokens.add("\n");
    } else {
      folded.codePoints().mapToObj(Character::toString).forEach(tokens::add);
    }
    return TextCodec.of(settings, new Vocabulary(List.copyOf(tokens)));
  }
}
