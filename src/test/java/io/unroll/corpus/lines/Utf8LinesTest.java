package io.unroll.corpus.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.files.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Utf8LinesTest {
  private static final String HOSTILE =
      "\uFEFFone\r\n\r\ntwo\rstill two\n\u2028\u0085\n\0\n\n\uFEFF\nlast";
  private static final List<String> EXPECTED =
      List.of("one", "", "two\rstill two", "\u2028\u0085", "\0", "", "\uFEFF", "last");

  @TempDir Path folder;

  private static List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(byte[] bytes) throws IOException {
    List<String> read = new ArrayList<>();
    try (Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes), "in")) {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        read.add(line.get());
      }
      assertEquals(read.size(), lines.number());
    }
    return read;
  }

  @Test
  void line_endsInLfOrCrlf_andLoneCrIsText() throws IOException {
    assertEquals(EXPECTED, read(HOSTILE.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), read(new byte[0]));
  }

  @Test
  void line_withEveryEnd_endsAtLineFeedsOnly() throws IOException {
    assertEquals(List.of("a", "b\rc", "", "d\r", "e"), read("a\nb\rc\r\n\nd\r\r\ne"));
    assertEquals(List.of("a"), read("a\n"));
    // The end of a CRLF whose LF was cut off with the file's end, as in training corpora.
    assertEquals(List.of("a"), read("a\r"));
  }

  @Test
  void line_notUtf8_isNamed() {
    byte[] latin = "good\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    InvalidInput refused = assertThrows(InvalidInput.class, () -> read(latin));
    assertEquals(
        List.of("in:2: text must be UTF-8, but byte 0xE9 is not; convert it first"),
        refused.problems());
  }

  @Test
  void lineReader_sameBytes_areTheSameLinesAndTellWhatWasMended() throws IOException {
    byte[] bytes = (HOSTILE + "\ncaf?").getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 1] = (byte) 0xE9;
    Path path = Files.write(folder.resolve("numbers.csv"), bytes);
    SourceFile file = new SourceFile(0, path.toUri().toString(), bytes.length, false);
    List<String> texts = new ArrayList<>();
    List<Boolean> mended = new ArrayList<>();

    try (LineReader lines = reader(file, OnMalformed.REPLACE)) {
      while (lines.hasNext()) {
        SourceLine.Text line = (SourceLine.Text) lines.next();
        texts.add(line.text());
        mended.add(line.mended());
      }
    }

    assertEquals(EXPECTED, texts.subList(0, EXPECTED.size()));
    assertEquals("caf\uFFFD", texts.get(EXPECTED.size()));
    assertEquals(EXPECTED.size(), mended.indexOf(true));
  }

  @Test
  void lineReader_fileThatIsGone_failsByItsName() {
    SourceFile file = new SourceFile(0, folder.resolve("gone.csv").toUri().toString(), 9, false);

    UncheckedIOException failed =
        assertThrows(UncheckedIOException.class, () -> reader(file, OnMalformed.FAIL));

    assertThat(String.valueOf(failed.getMessage())).as(failed::getMessage).contains("gone.csv");
  }

  private static LineReader reader(SourceFile file, OnMalformed onMalformed) {
    return new LineReader(file.whole(), ReadCorpus.files(onMalformed, 1 << 20), ReadCorpus.HADOOP);
  }
}
