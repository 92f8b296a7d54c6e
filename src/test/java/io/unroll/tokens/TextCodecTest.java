package io.unroll.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextCodecTest {

  @Property
  void characters_anyText_decodeToThemselves(@ForAll String text) {
    TextCodec codec = codec(new CharacterTokenizer(), text);
    int[] ids = codec.encode(text);
    assertEquals(text, codec.decode(ids));
    assertEquals(text.codePointCount(0, text.length()), ids.length);
  }

  @Property
  void words_anyText_keepTheirTokens(@ForAll String text) {
    TextCodec codec = codec(new WordTokenizer(), text);
    int[] ids = codec.encode(text);
    assertArrayEquals(ids, codec.encode(codec.decode(ids)));
  }

  @Test
  void words_specialsInText_areUnknown() {
    TextCodec codec = codec(new WordTokenizer(), "a");
    assertArrayEquals(
        new int[] {1, 1, 1, 1, 4, Vocabulary.EOS},
        codec.encode("<pad> <bos>\u00a0<eos>  <unk> a\n"));
    assertEquals("<unk> a\n", codec.decode(1, 4, Vocabulary.EOS, Vocabulary.PAD));
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
      assertTrue(error.getMessage().startsWith("v.json: must be a JSON list"));
    }
  }

  private static TextCodec codec(Tokenizer tokenizer, String text) {
    List<String> tokens =
        Stream.concat(
                Vocabulary.SPECIALS.stream(),
                tokenizer.stream(text)
                    .distinct()
                    .filter(t -> !Vocabulary.SPECIALS.contains(t))
                    .filter(t -> !(tokenizer.endsSequenceAtLineEnd() && t.equals("\n"))))
            .toList();
    return new TextCodec(tokenizer, new Vocabulary(tokens));
  }
}
