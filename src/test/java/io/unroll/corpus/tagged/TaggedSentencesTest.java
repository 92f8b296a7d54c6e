package io.unroll.corpus.tagged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.ExampleFiles;
import io.unroll.config.OnMalformed;
import io.unroll.config.TaggedSettings;
import io.unroll.config.TaggedSettings.Columns;
import io.unroll.config.TaggedSettings.Format;
import io.unroll.config.TaggedSettings.Tags;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.FileSlices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggedSentencesTest {
  private static final String CONLLU =
      """
      # sent_id = 1
      # text = vámonos al mar
      1-2\tvámonos\t_\t_\t_
      1\tvamos\tir\tVERB\tV
      2\tnos\tnosotros\tPRON\tP
      3-4\tal\t_\t_\t_
      3\ta\ta\tADP\tI
      4\tel\tel\tDET\tD
      5\tmar\tmar\tNOUN\tN
      5.1\tvisto\tver\tVERB\tV

      # a comment alone

      1\tNew York\tNew York\tPROPN\tX\r
      \r
      1\t#\t#\tSYM\tS
      """;

  @TempDir Path folder;

  @Test
  void conllu_rangesEmptyNodesAndComments_areNoWords() throws IOException {
    assertEquals(
        List.of("vamos nos a el mar -> VERB PRON ADP DET NOUN", "New York -> PROPN", "# -> SYM"),
        read(CONLLU, settings(Format.CONLLU, Columns.standard(), Tags.AS_IS)));
    assertEquals(
        List.of("ir nosotros a el mar -> V P I D N", "New York -> X", "# -> S"),
        read(
            CONLLU,
            settings(Format.CONLLU, new Columns(Optional.of(3), Optional.of(5)), Tags.AS_IS)));
  }

  @Test
  void conll_documentsAndBlankSeparators_areSkipped() throws IOException {
    String text =
        "-DOCSTART- -X- O O\n\nU.N. NNP I-NP I-ORG\nofficial NN I-NP O\n \t \n-DOCSTART- -X- O O\n"
            + "Ekeus\tNNP\tI-NP\tI-PER\n\n\n\nBaghdad NNP B-NP I-LOC";

    assertEquals(
        List.of("U.N. official -> I-ORG O", "Ekeus -> I-PER", "Baghdad -> I-LOC"),
        read(text, settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
    assertEquals(
        List.of("U.N. official -> B-ORG O", "Ekeus -> B-PER", "Baghdad -> B-LOC"),
        read(text, settings(Format.CONLL, Columns.standard(), Tags.IOB1)));
    assertEquals(
        List.of("unreadable", "unreadable", "unreadable"),
        read(text, settings(Format.CONLL, Columns.standard(), Tags.IOB2)));
    assertEquals(
        List.of("U.N. official -> NNP NN", "Ekeus -> NNP", "Baghdad -> NNP"),
        read(
            text, settings(Format.CONLL, new Columns(Optional.of(1), Optional.of(2)), Tags.AS_IS)));
  }

  @Test
  void line_withTooFewColumns_isNamedAndCostsItsSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conll"), "a X\nb\n\nc X\n");

    List<Reading> read =
        read(file, 1000, settings(Format.CONLL, Columns.standard(), Tags.AS_IS), 1000);

    Reading.Bad bad = (Reading.Bad) read.get(0);
    assertEquals(DropReason.MISSING_COLUMN, bad.reason());
    assertEquals(4, bad.place().position());
    assertThat(bad.found())
        .contains("must have 2 columns like most lines at the head of the file, got 1");
    assertEquals("c -> X", ReadCorpus.describe(read.get(1)));
    assertEquals(2, read.size());
  }

  @Test
  void conll_lineWithoutItsLastColumn_isNamedAndGivesNoLabel() throws IOException {
    String text = "Ivo NNP I-NP B-PER\nmoved VBD I-VP\n\nfrom IN I-PP O\nBergen NNP I-NP B-LOC\n";

    assertEquals(
        List.of("missingColumn", "from Bergen -> O B-LOC"),
        read(text, settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
    assertEquals(
        List.of("unreadable", "b c -> Y Z"),
        read("New York X\n\nb Y\nc Z\n", settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
  }

  @Test
  void conll_commentsAboveSentences_areNoWordsButSignsAre() throws IOException {
    String text =
        """
        # newdoc
        # id 3c6d-0000\tdomain=en
        # id 3c6d-0000 domain=en
        #id=7
        # text = Tomas wrote
        Tomas _ _ B-PER
        # _ _ O
        #a=b _ _ O

        # alone = here

        # _ _ O
        #throwback _ _ O

        #cut _ _
        """;

    assertEquals(
        List.of("Tomas # #a=b -> B-PER O O", "# #throwback -> O O", "missingColumn"),
        read(text, settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
    assertEquals(
        List.of("# a -> O O"),
        read("# id one\n#\tO\na\tO\n", settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
    assertEquals(
        List.of("# a -> Case=Nom X=Y"),
        read("# Case=Nom\na X=Y\n", settings(Format.CONLL, Columns.standard(), Tags.AS_IS)));
  }

  @Test
  void conllu_lineWithoutNumber_isUnreadable() throws IOException {
    assertEquals(
        List.of("unreadable"),
        read("a word X Y\n", settings(Format.CONLLU, Columns.standard(), Tags.AS_IS)));
  }

  @Test
  void sentence_thatNeverEnds_isNotHeld() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conll"), "a X\n".repeat(5_000) + "\nb Y\n");

    assertEquals(
        List.of("lineTooLong", "b -> Y"),
        ReadCorpus.describe(
            read(file, 64, settings(Format.CONLL, Columns.standard(), Tags.AS_IS), 100)));
  }

  @Property(tries = 300)
  void sentences_anySlices_areThoseOfTheWholeFile(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int sliceBytes)
      throws IOException {
    Path file = Files.createTempFile("tagged", ".conll");
    try {
      Files.writeString(file, text);
      TaggedSettings settings = settings(Format.CONLL, Columns.standard(), Tags.AS_IS);

      assertEquals(read(file, 1000, settings, 1000), read(file, sliceBytes, settings, 1000));
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a X\n", "b Y\n", "\n", " \n", "\r\n", "-DOCSTART- O\n", "c\n")
        .list()
        .ofMaxSize(14)
        .map(lines -> String.join("", lines));
  }

  private List<String> read(String text, TaggedSettings settings) throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), text);
    return ReadCorpus.describe(read(file, 1000, settings, 1 << 20));
  }

  private static List<Reading> read(
      Path path, long sliceBytes, TaggedSettings settings, int maxBytes) {
    ExampleFiles files = ReadCorpus.files(OnMalformed.FAIL, maxBytes);
    TaggedSettings all =
        new TaggedSettings(files, settings.format(), settings.columns(), settings.tags());
    return FileSlices.cut(List.of(ReadCorpus.file(path)), sliceBytes).stream()
        .flatMap(
            slice -> ReadCorpus.list(new TaggedSentences(slice, all, ReadCorpus.HADOOP)).stream())
        .toList();
  }

  private static TaggedSettings settings(Format format, Columns columns, Tags tags) {
    return new TaggedSettings(ReadCorpus.files(OnMalformed.FAIL, 1000), format, columns, tags);
  }
}
