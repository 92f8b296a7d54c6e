package io.unroll.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.unroll.config.TokenSettings.Digits;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.config.TokenSettings.Normalise;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.opentest4j.TestAbortedException;

/** The Hugging Face library reads our tokenizer.json and gives the same ids. */
class HuggingFaceAgreementTest {
  private static final int TEXTS_AT_ONCE = 512;
  private static final int CODE_POINTS_AT_ONCE = 64;
  private static final Folding NFC = new Folding(Normalise.NFC, false, Digits.KEEP);
  private static final Folding LOWER = new Folding(Normalise.NONE, true, Digits.KEEP);
  private static final Folding ZERO = new Folding(Normalise.NONE, false, Digits.ZERO);
  private static final Folding ALL = new Folding(Normalise.NFC, true, Digits.ZERO);

  /** One encoding, by us and by the library. */
  private record Both(SubwordCodec ours, HuggingFaceTokenizer theirs) {

    static Both of(SubwordModel model) {
      // The library would ask the network for statistics and other binaries.
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
      System.setProperty("DJL_CACHE_DIR", Path.of("target/djl").toAbsolutePath().toString());
      try {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        TokenizerFile.write(file, model);
        HuggingFaceTokenizer theirs =
            HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(file.toByteArray()),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
        return new Both(new SubwordCodec(model), theirs);
      } catch (IOException | LinkageError | IllegalStateException e) {
        System.out.println("not compared: the Hugging Face library cannot be loaded: " + e);
        throw new TestAbortedException("the Hugging Face library cannot be loaded", e);
      }
    }

    List<String> differences(List<String> texts) {
      Encoding[] encodings = theirs.batchEncode(texts, false, false);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < encodings.length; i++) {
        int[] ids = Arrays.stream(encodings[i].getIds()).mapToInt(Math::toIntExact).toArray();
        if (!Arrays.equals(ids, ours.encode(texts.get(i)))) {
          differences.add(texts.get(i));
        }
      }
      return differences;
    }
  }

  /** Opened once: the properties below try hundreds of texts. */
  private static final class Shared {
    static final Optional<Both> PLAIN = open(Folding.NONE);
    static final Optional<Both> FOLDED = open(ALL);

    private static Optional<Both> open(Folding folding) {
      try {
        return Optional.of(Both.of(TestCodecs.subwords(folding).model()));
      } catch (TestAbortedException e) {
        return Optional.empty();
      }
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return HostileStrings.strings().list().ofSize(20);
  }

  @Property(tries = 200)
  void encode_anyText_agrees(@ForAll("texts") List<String> texts) {
    assumeTrue(Shared.PLAIN.isPresent());
    assertEquals(List.of(), Shared.PLAIN.orElseThrow().differences(texts));
  }

  @Property(tries = 200)
  void encode_anyTextFolded_agrees(@ForAll("texts") List<String> texts) {
    assumeTrue(Shared.FOLDED.isPresent());
    assertEquals(List.of(), Shared.FOLDED.orElseThrow().differences(texts));
  }

  @Example
  void encode_hostileStrings_agrees() throws IOException {
    for (Folding folding : List.of(Folding.NONE, ALL)) {
      Both both = Both.of(TestCodecs.subwords(folding).model());
      assertEquals(List.of(), both.differences(HostileStrings.wellFormed()));
    }
  }

  @Example
  void encode_everyCodePoint_isCutAlike() {
    assertEquals("", differing(Both.of(boundaryModel()), List.of("a", "1", "!", "\n")));
  }

  @Example
  void fold_everyCodePoint_isDoneAlike() {
    for (Folding folding : List.of(NFC, LOWER, ZERO)) {
      Both both = Both.of(TestCodecs.model(List.of(), 256, 1, folding));
      assertEquals("", differing(both, List.of("x")), folding.toString());
    }
  }

  @Example
  void encode_wikiText_agrees() throws IOException {
    for (String split : List.of("train", "valid", "test")) {
      assertAgreesOn(HostileStrings.CORPORA.resolve("wikitext-2/" + split + ".txt"));
    }
  }

  @Example
  void encode_tatoeba_agrees() throws IOException {
    assertAgreesOn(HostileStrings.CORPORA.resolve("tatoeba-fra-eng/fra.txt"));
  }

  private static void assertAgreesOn(Path corpus) throws IOException {
    if (!Files.exists(corpus)) {
      System.out.println("not compared: there is no " + corpus);
      return;
    }
    List<String> lines;
    try (Stream<String> all = Files.lines(corpus)) {
      lines = all.toList();
    }
    Both both = Both.of(TestCodecs.model(lines, 8_000, 2, Folding.NONE));
    for (int from = 0; from < lines.size(); from += TEXTS_AT_ONCE) {
      List<String> some = lines.subList(from, Math.min(lines.size(), from + TEXTS_AT_ONCE));
      assertEquals(List.of(), both.differences(some));
    }
    assertArrayEquals(
        lines.toArray(), lines.stream().map(l -> both.ours.decode(both.ours.encode(l))).toArray());
  }

  /** The code points that differ after any of these marks. */
  private static String differing(Both both, List<String> marks) {
    TreeSet<Integer> differing = new TreeSet<>();
    List<String> texts = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += CODE_POINTS_AT_ONCE) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        StringBuilder text = new StringBuilder();
        for (int i = c; i < c + CODE_POINTS_AT_ONCE; i++) {
          text.append(marked(i, marks));
        }
        texts.add(text.toString());
      }
      if (texts.size() == TEXTS_AT_ONCE || c + CODE_POINTS_AT_ONCE > Character.MAX_CODE_POINT) {
        for (String text : both.differences(texts)) {
          text.codePoints()
              .filter(d -> !both.differences(List.of(marked(d, marks))).isEmpty())
              .forEach(differing::add);
        }
        texts.clear();
      }
    }
    StringBuilder ranges = new StringBuilder();
    for (int c : differing) {
      if (!differing.contains(c - 1)) {
        ranges.append(String.format("U+%04X..", c));
      }
      if (!differing.contains(c + 1)) {
        ranges.append(String.format("U+%04X ", c));
      }
    }
    return ranges.toString();
  }

  private static String marked(int codePoint, List<String> marks) {
    StringBuilder text = new StringBuilder();
    marks.forEach(mark -> text.append(mark).appendCodePoint(codePoint));
    return text.append("\n").toString();
  }

  /** Joins a mark to the first byte after it, so that ids tell whether a cut lies between. */
  private static SubwordModel boundaryModel() {
    List<String> tokens =
        new ArrayList<>(TestCodecs.model(List.of(), 256, 1, Folding.NONE).vocabulary().tokens());
    List<Merges.Merge> merges = new ArrayList<>();
    for (char mark : new char[] {'a', '1', '!', '\n'}) {
      for (int b = 0; b < ByteAlphabet.SIZE; b++) {
        merges.add(new Merges.Merge(4 + mark, 4 + b, tokens.size()));
        tokens.add(tokens.get(4 + mark) + tokens.get(4 + b));
      }
    }
    return new SubwordModel(
        new TextFolding(Folding.NONE), new Vocabulary(tokens), new Merges(merges), false);
  }
}
