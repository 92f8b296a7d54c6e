package io.unroll.corpus.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.ExampleFiles;
import io.unroll.config.OnMalformed;
import io.unroll.config.Settings;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.files.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
  private static final int LONG = 1 << 20;

  @TempDir Path folder;

  @Test
  void line_endsAndMark_areNotPartOfIt() throws IOException {
    Path file = write("\uFEFFone\r\n\r\ntwo\u2028\u00a0\n\uFEFFthree\rfour\n\nlast");

    assertEquals(
        List.of("one", "", "two\u2028\u00a0", "\uFEFFthree\rfour", "", "last"), texts(file, 1000));
    assertEquals(List.of(0L, 8L, 10L, 19L, 33L, 34L), offsets(file));
  }

  @Test
  void file_ofLinesEndedByCr_isUnreadable() throws IOException {
    Path file = write("a\tb\rc\td\re\tf\r");

    SourceLine.Unreadable line =
        (SourceLine.Unreadable) ReadCorpus.lines(file, 1000, OnMalformed.FAIL, LONG).get(0);

    assertEquals(DropReason.UNREADABLE_FILE, line.reason());
  }

  @Test
  void file_compressedInAWayThisMachineCannotRead_isUnreadable() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.zst"), "not zstd");

    SourceLine.Unreadable line =
        (SourceLine.Unreadable) ReadCorpus.lines(file, 1000, OnMalformed.FAIL, LONG).get(0);

    assertEquals(DropReason.UNREADABLE_FILE, line.reason());
  }

  @Test
  void line_withNul_keepsIt() throws IOException {
    assertEquals(List.of("a\0b", "\0"), texts(write("a\0b\n\0\n"), 1000));
  }

  @Property(tries = 300)
  void lines_anySlices_areThoseOfTheWholeFile(
      @ForAll
          @StringLength(max = 60)
          @CharRange(from = 'a', to = 'c')
          @Chars({'\n', '\r', '\u00e9'})
          String text,
      @ForAll @IntRange(min = 1, max = 70) int sliceBytes)
      throws IOException {
    Path file = Files.createTempFile("lines", ".txt");
    try {
      Files.writeString(file, text);

      assertEquals(
          ReadCorpus.lines(file, 1000, OnMalformed.FAIL, LONG),
          ReadCorpus.lines(file, sliceBytes, OnMalformed.FAIL, LONG));
      assertEquals(
          text.isEmpty() ? 0 : text.split("\n", -1).length - (text.endsWith("\n") ? 1 : 0),
          ReadCorpus.lines(file, sliceBytes, OnMalformed.FAIL, LONG).size());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void line_acrossSlices_isOneHoweverLong() throws IOException {
    String text = "x".repeat(500_000);
    Path file = write("short\n" + text + "\nlast");

    assertEquals(List.of("short", text, "last"), texts(file, 100_000));
  }

  @Test
  void line_longerThanAllowed_isSkippedByItsLength() throws IOException {
    Path file = write("short\n" + "x".repeat(300_000) + "\r\nexact\nsixsix");

    for (long slice : new long[] {7, 5_000, 1_000_000}) {
      List<SourceLine> lines = ReadCorpus.lines(file, slice, OnMalformed.FAIL, 5);
      assertEquals("short", ((SourceLine.Text) lines.get(0)).text());
      SourceLine.Unreadable giant = (SourceLine.Unreadable) lines.get(1);
      assertEquals(DropReason.LINE_TOO_LONG, giant.reason());
      assertEquals(6, giant.offset());
      assertThat(giant.found()).contains("got 300002");
      assertEquals("exact", ((SourceLine.Text) lines.get(2)).text());
      assertEquals(DropReason.LINE_TOO_LONG, ((SourceLine.Unreadable) lines.get(3)).reason());
      assertEquals(4, lines.size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"parallel", "labelled", "tagged", "series", "frames", "attributes", "images"})
  void line_ofAnyCorpus_mayHaveTheSameLength(String type) {
    Settings settings = ReadCorpus.settings("type = %s, path = x".formatted(type));
    ExampleFiles files = ((CorpusSettings.FromExampleFiles) settings.corpus()).files();

    assertEquals(16 << 20, files.maxLineBytes());
  }

  @Test
  void line_malformed_isNamedOrMended() throws IOException {
    byte[] bytes = "good\ncaf? x\nno \uFFFD fault\n".getBytes(StandardCharsets.UTF_8);
    bytes[8] = (byte) 0xE9;
    Path file = Files.write(folder.resolve("latin.txt"), bytes);
    SourceFile source = ReadCorpus.file(file);

    for (OnMalformed policy : List.of(OnMalformed.FAIL, OnMalformed.DROP)) {
      List<SourceLine> lines = ReadCorpus.lines(file, 1000, policy, LONG);
      assertEquals(
          new SourceLine.Unreadable(
              source,
              5,
              DropReason.MALFORMED_TEXT,
              "text must be UTF-8, but byte 0xE9 at offset 8 is not"),
          lines.get(1));
    }
    List<SourceLine> mended = ReadCorpus.lines(file, 1000, OnMalformed.REPLACE, LONG);
    assertEquals(new SourceLine.Text(source, 0, "good", false), mended.get(0));
    assertEquals(new SourceLine.Text(source, 5, "caf\uFFFD x", true), mended.get(1));
    assertEquals(new SourceLine.Text(source, 12, "no \uFFFD fault", false), mended.get(2));
  }

  @Test
  void gzip_whole_isReadAndTruncated_endsInDamage() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      text.append(Integer.toHexString(i * 0x9E3779B9)).append('\n');
    }
    byte[] zipped = gzip(text.toString());
    Path whole = Files.write(folder.resolve("whole.gz"), zipped);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(zipped, zipped.length / 2));
    Path none = Files.writeString(folder.resolve("none.gz"), "this is not gzip at all");

    assertEquals(50_000, ReadCorpus.lines(whole, 10, OnMalformed.FAIL, LONG).size());
    List<SourceLine> read = ReadCorpus.lines(cut, 10, OnMalformed.FAIL, LONG);
    SourceLine.Unreadable last = (SourceLine.Unreadable) read.get(read.size() - 1);
    assertEquals(DropReason.UNREADABLE_FILE, last.reason());
    assertTrue(read.size() > 1_000 && read.size() < 49_000, () -> read.size() + " lines");
    assertEquals(1, ReadCorpus.lines(none, 10, OnMalformed.FAIL, LONG).size());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("lines.txt"), text);
  }

  private static List<String> texts(Path file, long sliceBytes) {
    return ReadCorpus.lines(file, sliceBytes, OnMalformed.FAIL, LONG).stream()
        .map(line -> ((SourceLine.Text) line).text())
        .toList();
  }

  private static List<Long> offsets(Path file) {
    return ReadCorpus.lines(file, 1000, OnMalformed.FAIL, LONG).stream()
        .map(SourceLine::offset)
        .toList();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
