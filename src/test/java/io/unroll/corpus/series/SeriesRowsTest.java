package io.unroll.corpus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.SplitBy;
import io.unroll.config.WindowSettings;
import io.unroll.corpus.ReadCorpus;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Place;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.SourceLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, rows, times and windows of series, without Spark. */
class SeriesRowsTest {
  private static final SourceFile FILE = new SourceFile(2, "file:/x/v.ts", 100, false);

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
    assertThat(bad.found()).contains(found);
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
}
