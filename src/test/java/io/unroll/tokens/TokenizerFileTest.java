package io.unroll.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings.Folding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerFileTest {
  private static final String FOREIGN =
      """
      {"version":"1.0","truncation":null,"padding":null,
       "added_tokens":[{"id":0,"content":"<s>","special":true}],
       "normalizer":{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Lowercase"}]},
       "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true},
       "post_processor":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false},
       "decoder":{"type":"ByteLevel"},
       "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":"",
         "end_of_word_suffix":"","fuse_unk":false,
         "vocab":{"<s>":0,"<pad>":1,"a":2,"b":3,"ab":5,"\u0120":4,"\u0120ab":6},
         "merges":[["a","b"],"\u0120 ab"]}}
      """;

  @Test
  void read_fileOfOthers_putsOurSpecialsFirst() throws IOException {
    SubwordCodec codec = new SubwordCodec(read(FOREIGN));

    assertEquals(
        List.of("<pad>", "<unk>", "<bos>", "<eos>", "<s>", "a", "b", "\u0120", "ab", "\u0120ab"),
        codec.vocabulary().tokens());
    assertArrayEquals(new int[] {8, 9, 5}, codec.encode("AB aba"));
    // A byte the file does not have, and the name of its special, are no special.
    assertArrayEquals(new int[] {5, 1}, codec.encode("ac"));
    assertEquals("ab aba\n", codec.decode(8, 9, 5, 0, 3));
  }

  @Test
  void read_wholeWords_areTakenWithoutMerges() throws IOException {
    String file = FOREIGN.replace("\"fuse_unk\"", "\"ignore_merges\":true,\"fuse_unk\"");
    SubwordCodec codec =
        new SubwordCodec(read(file.replace("[[\"a\",\"b\"],\"\u0120 ab\"]", "[]")));

    assertArrayEquals(new int[] {8, 9}, codec.encode("ab ab"));
  }

  @Test
  void read_ownFile_keepsIds() throws IOException {
    SubwordModel model = TestCodecs.model(TestCodecs.TEXTS, 300, 1, Folding.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TokenizerFile.write(out, model);
    SubwordModel read = read(out.toString(StandardCharsets.UTF_8));

    assertEquals(model.vocabulary().tokens(), read.vocabulary().tokens());
    assertEquals(model.merges().inOrder(), read.merges().inOrder());
  }

  @Test
  void read_otherTokenizers_areRefusedByName() {
    refused(
        FOREIGN.replace("\"BPE\"", "\"WordPiece\""), "model.type must be BPE, found \"WordPiece\"");
    refused(
        FOREIGN.replace("\"NFC\"", "\"NFKC\""),
        "normalizer must be null or NFC, Lowercase, Replace of \\p{Nd} by 0, or a Sequence of these"
            + " in this order, found Sequence");
    refused(
        FOREIGN.replace(
            "\"pre_tokenizer\":{\"type\":\"ByteLevel\"",
            "\"pre_tokenizer\":{\"type\":\"Metaspace\""),
        "pre_tokenizer.type must be ByteLevel, found \"Metaspace\"");
    refused(
        FOREIGN.replace("\"add_prefix_space\":false", "\"add_prefix_space\":true"),
        "pre_tokenizer.add_prefix_space must be false, found true");
    refused(
        FOREIGN.replace("\"end_of_word_suffix\":\"\"", "\"end_of_word_suffix\":\"</w>\""),
        "model.end_of_word_suffix must be empty, found \"</w>\"");
    refused(
        FOREIGN.replace("[\"a\",\"b\"]", "[\"a\",\"q\"]"),
        "model.merges must join two tokens of model.vocab to a third, but merge 1 is");
    refused(
        FOREIGN.replace("\"b\":3", "\"b\":2"),
        "model.vocab must give every token an id of its own");
    refused("{}", "model.vocab must be an object of tokens and their ids, found nothing");
    refused("[1", "must be a tokenizer.json");
    refused("", "model.vocab");
  }

  @Test
  void read_severalProblems_reportsAll() {
    String file = FOREIGN.replace("\"BPE\"", "\"Unigram\"").replace("\"NFC\"", "\"Prepend\"");
    InvalidInput invalid = assertThrows(InvalidInput.class, () -> read(file));
    assertEquals(2, invalid.problems().size());
  }

  private static void refused(String file, String problem) {
    InvalidInput invalid = assertThrows(InvalidInput.class, () -> read(file));
    assertThat(invalid.getMessage()).contains("t.json: ");
    assertThat(invalid.getMessage()).contains(problem);
  }

  private static SubwordModel read(String file) throws IOException {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    return TokenizerFile.read(new ByteArrayInputStream(bytes), "t.json");
  }
}
