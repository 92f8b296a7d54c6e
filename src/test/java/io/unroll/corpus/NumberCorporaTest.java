package io.unroll.corpus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Curriculum;
import io.unroll.config.ImagesSettings;
import io.unroll.config.SplitBy;
import io.unroll.config.WindowSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.SourceLine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of corpora of numbers without Spark. */
class NumberCorporaTest {
  private static final SourceFile FILE = new SourceFile(2, "file:/x/v.ts", 100, false);
  private static final Shares SHARES = new Shares(0.8, 0.1, 0.1);

  private static Reading ts(String line) {
    TsSeries reader =
        new TsSeries(new TsHeader(5, 2, List.of("a", "b")), new Readings(SplitBy.EXAMPLE));
    return reader.read(new SourceLine.Text(FILE, 77, line, false));
  }

  @Test
  void tsLine_dimensionsByColon_becomesStepsOfAllDimensions() {
    Reading.Good good = (Reading.Good) ts("1,2,3:-4,5e-1,6:b");
    Content.Frames frames = (Content.Frames) good.example().input();
    assertEquals(3, frames.steps());
    assertArrayEquals(new double[] {1, -4, 2, 0.5, 3, 6}, frames.values());
    assertEquals(new Content.Label("b"), good.example().target());
    assertEquals((2L << 40) | 77, good.index());
    assertEquals("v.ts@77", good.example().key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,?:3,4:a|NOT_FINITE|step 2 of dimension 1 must be a number, got \"?\"",
        "1,2:3,NaN:a|NOT_FINITE|step 2 of dimension 2 must be a finite number, got NaN",
        "1,1e99:3,4:a|NOT_FINITE|step 2 of dimension 1 must be a finite number, got 1e99",
        "1,-Infinity:3,4:a|NOT_FINITE|must be a finite number, got -Infinity",
        "1,:3,4:a|NOT_FINITE|step 2 of dimension 1 must be a number, got nothing",
        "1,1d:3,4:a|NOT_FINITE|step 2 of dimension 1 must be a number, got \"1d\"",
        "1,0x1p3:3,4:a|NOT_FINITE|must be a number, got \"0x1p3\"",
        "1,1_000:3,4:a|NOT_FINITE|must be a number, got \"1_000\"",
        "1,\u0661:3,4:a|NOT_FINITE|must be a number",
        "1,1e:3,4:a|NOT_FINITE|must be a number, got \"1e\"",
        "1,2:a|UNREADABLE|must have 2 dimensions and a label between colons, got 1 dimensions",
        "1,2:3,4:5,6:a|UNREADABLE|got 3 dimensions",
        "1,2:3:a|UNREADABLE|must have as many steps in every dimension, got 2 in the first and 1",
        "1,2::a|UNREADABLE|got 2 in the first and 0 in dimension 2",
        "1,2:3,4:c|UNREADABLE|one of a, b, got \"c\"",
        "1,2:3,4:|UNREADABLE|must end in a label",
        "(0,1),(1,2):(0,3),(1,4):a|UNREADABLE|got timestamps",
      })
  void tsLine_cannotBeAnExample_saysWhy(String line, DropReason reason, String found) {
    Reading.Bad bad = (Reading.Bad) ts(line);
    assertEquals(reason, bad.reason());
    assertTrue(bad.found().contains(found), bad.found());
    assertEquals(new Place("file:/x/v.ts", Place.Unit.BYTE, 77), bad.place());
  }

  @ParameterizedTest
  @CsvSource({
    "17, 17",
    "-1.5e3, -1500",
    "1970-01-02, 86400",
    "1970-01-01 00:01:00, 60",
    "1970-01-01T00:00:00.250, 0.25",
    "1970-01-01T01:00:00+01:00, 0",
    "1970-01-01T00:00:07Z, 7",
  })
  void time_numbersAndDates_growWithTime(String text, BigDecimal expected) throws Unusable {
    assertEquals(0, expected.compareTo(Moment.parse(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "NaN",
        "\u0661",
        "1e999999999",
        "1d",
        "31.12.2024",
        "2024-13-01",
        "2024-02-30 00:00:00"
      })
  void time_neitherNumberNorDate_isRefused(String text) {
    assertThrows(Unusable.class, () -> Moment.parse(text));
  }

  private static CsvTable.Row row(String line) {
    CsvTable table = new CsvTable(3, 0, List.of(1, 2), List.of("v", "w"), ',');
    return table.read(new SourceLine.Text(FILE, 77, line, false));
  }

  @Test
  void csvRow_quotesAndBlanks_areReadAsOtherCsvFiles() {
    CsvTable.Numbers numbers = (CsvTable.Numbers) row("2024-01-02, \"1.5\" ,-2");

    assertArrayEquals(new double[] {1.5, -2}, numbers.values());
    assertEquals(
        List.of(DropReason.UNREADABLE, DropReason.MISSING_COLUMN, DropReason.UNREADABLE),
        Stream.of("1,\"2,3", "1,\"2,3\"", "1,2,3,4")
            .map(line -> ((CsvTable.Unplaced) row(line)).bad().reason())
            .toList());
    assertEquals(DropReason.NOT_FINITE, ((CsvTable.Gap) row("1,,3")).bad().reason());
  }

  private static List<String> windows(WindowSettings.Gaps gaps, long... times) {
    List<CsvTable.Row> rows =
        LongStream.of(times)
            .<CsvTable.Row>mapToObj(
                time ->
                    new CsvTable.Numbers(
                        FILE, time, BigDecimal.valueOf(time), new double[] {time}, false))
            .toList();
    WindowSettings settings =
        new WindowSettings(
            "time",
            "*",
            WindowSettings.Separator.COMMA,
            WindowSettings.Unsorted.FAIL,
            2,
            1,
            1,
            gaps);
    WindowCutter cutter =
        new WindowCutter(
            rows.iterator(),
            Map.of(FILE.ordinal(), WindowCutter.Borders.all(Split.TRAIN)),
            settings,
            new Readings(SplitBy.EXAMPLE));
    List<Reading> readings = new ArrayList<>();
    cutter.forEachRemaining(cut -> readings.add(cut.reading()));
    return ReadCorpus.describe(readings);
  }

  @Test
  void windows_missingTimes_areNotReachedAcross() {
    long[] hours = {0, 1, 2, 3, 5, 6, 8, 9, 10};
    List<String> whole = List.of("1x[0.0, 1.0] -> 1x[2.0]", "1x[1.0, 2.0] -> 1x[3.0]");

    assertEquals(
        List.of(whole.get(0), whole.get(1), "shortStretch", "1x[8.0, 9.0] -> 1x[10.0]"),
        windows(WindowSettings.Gaps.BREAK, hours));
    assertEquals(7, windows(WindowSettings.Gaps.JOIN, hours).size());
  }

  @Test
  void windows_monthsAndClocksThatDrift_areNoGaps() {
    assertEquals(4, windows(WindowSettings.Gaps.BREAK, 0, 31, 59, 90, 120, 151).size());
    assertEquals(3, windows(WindowSettings.Gaps.BREAK, 0, 9, 21, 30, 42).size());
    assertEquals(
        1,
        windows(WindowSettings.Gaps.BREAK, 0, 31, 90, 120, 151).stream()
            .filter(one -> one.contains("->"))
            .count());
  }

  @Test
  void fingerprint_largeLevel_tellsSmallChangesApart() {
    Content one = new Content.Frames(1, new double[] {1e8, 1e8 + 1, 1e8 + 2});
    Content other = new Content.Frames(1, new double[] {1e8, 1e8 + 2, 1e8 + 1});

    assertTrue(!Fingerprint.of(one).equals(Fingerprint.of(other)));
    assertEquals(
        Fingerprint.of(new Content.Frames(1, new double[] {0.1, 1})),
        Fingerprint.of(new Content.Frames(1, new double[] {0.1f, 1})));
  }

  @Test
  void picture_steps_areRowsColumnsOrAll() {
    Picture picture = new Picture(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    Content.Frames rows = picture.frames(ImagesSettings.Steps.ROWS);
    Content.Frames columns = picture.frames(ImagesSettings.Steps.COLUMNS);
    Content.Frames vector = picture.frames(ImagesSettings.Steps.VECTOR);
    assertEquals(List.of(2, 3, 1), List.of(rows.steps(), columns.steps(), vector.steps()));
    assertEquals(List.of(3, 2, 6), List.of(rows.width(), columns.width(), vector.width()));
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, columns.values());
  }

  @ParameterizedTest
  @CsvSource({
    "0, zero",
    "7, seven",
    "13, thirteen",
    "20, twenty",
    "42, forty-two",
    "100, one hundred",
    "255, two hundred fifty-five",
    "cat, cat",
    "1000, 1000"
  })
  void label_number_isSpelled(String label, String words) {
    assertEquals(words, EnglishNumber.spell(label));
  }

  @Property(tries = 100)
  void addingProblem_anySeed_marksOneOfEachHalfAndAddsThem(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int length) {
    Example example = new AddingGenerator(length).example(seed, 5);
    Content.Frames input = (Content.Frames) example.input();
    assertEquals(length, input.steps());
    double sum = 0;
    int[] marks = new int[2];
    for (int step = 0; step < length; step++) {
      double value = input.values()[2 * step];
      double mark = input.values()[2 * step + 1];
      assertTrue(value >= 0 && value < 1 && (mark == 0 || mark == 1));
      sum += mark * value;
      marks[step < length / 2 ? 0 : 1] += (int) mark;
    }
    assertArrayEquals(new int[] {1, 1}, marks);
    assertArrayEquals(new double[] {sum}, ((Content.Frames) example.target()).values());
  }

  @Test
  void addingProblem_alwaysOne_isWrongBySixth() {
    double squares =
        LongStream.range(0, 20_000)
            .mapToObj(index -> new AddingGenerator(10).example(3, index).target())
            .mapToDouble(target -> Math.pow(((Content.Frames) target).values()[0] - 1, 2))
            .average()
            .orElseThrow();
    assertEquals(1 / 6.0, squares, 0.005);
  }

  private static List<Example> programs(Curriculum curriculum, int examples) {
    ExampleGenerator generator =
        ExampleGenerator.of(
            new CorpusSettings.LearningToExecute(3, 2, curriculum, examples, SHARES));
    return LongStream.range(0, examples).mapToObj(i -> generator.example(7, i)).toList();
  }

  @Test
  void curriculum_none_isWhatItWas() {
    assertEquals(new ProgramGenerator(3, 2).example(7, 4), programs(Curriculum.NONE, 10).get(4));
  }

  @Test
  void curriculum_any_leavesTheOtherSplitsAtFullDifficulty() {
    SplitRule rule = new SplitRule(SHARES);
    List<Example> full = programs(Curriculum.NONE, 600);
    for (Curriculum curriculum : List.of(Curriculum.NAIVE, Curriculum.MIX, Curriculum.COMBINED)) {
      List<Example> examples = programs(curriculum, 600);
      for (int i = 0; i < 600; i++) {
        Split split = rule.split(full.get(i).group());
        assertEquals(split, rule.split(examples.get(i).group()));
        if (split != Split.TRAIN) {
          assertEquals(full.get(i), examples.get(i));
        }
      }
    }
  }

  @Test
  void curriculum_naive_growsHarderStageByStage() {
    SplitRule rule = new SplitRule(SHARES);
    List<Example> training =
        programs(Curriculum.NAIVE, 600).stream()
            .filter(example -> rule.split(example.group()) == Split.TRAIN)
            .toList();
    int previous = 0;
    for (Example example : training) {
      assertTrue(example.stage() == previous || example.stage() == previous + 1);
      previous = example.stage();
    }
    assertEquals(5, previous);
    // In the first stage every literal is at most 10; loops run up to 4 times.
    training.stream()
        .filter(example -> example.stage() == 0)
        .forEach(
            example ->
                assertTrue(
                    !((Content.Text) example.input()).text().matches("(?s).*\\d{3}.*"),
                    example.key()));
  }

  @Test
  void curriculum_mix_hasOneStageAndEveryDifficulty() {
    List<Example> examples = programs(Curriculum.MIX, 600);
    assertTrue(examples.stream().allMatch(example -> example.stage() == 0));
    assertTrue(examples.stream().anyMatch(example -> example.key().length() < 14));
  }

  /** Twenty bytes that claim to be 60,000 pixels each way. */
  @Test
  void picture_thatClaimsTooMuch_isMalformedBeforeItIsDecoded(@TempDir Path folder)
      throws IOException {
    ByteBuffer header = ByteBuffer.allocate(17).put("IHDR".getBytes(StandardCharsets.US_ASCII));
    header.putInt(60_000).putInt(60_000).put(new byte[] {8, 0, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(header.array());
    ByteBuffer png = ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13);
    png.put(header.array()).putInt((int) sum.getValue());
    Path file = Files.write(folder.resolve("huge.png"), png.array());
    Unusable refused =
        assertThrows(
            Unusable.class,
            () ->
                PictureFile.read(
                    new SourceFile(0, file.toUri().toString(), 33, false), new Configuration()));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains("at most 16,777,216 pixels, got 3,600,000,000"),
        refused::getMessage);
  }
}
