package io.unroll.report;

import java.util.List;
import java.util.Optional;

/**
 * Predictions with their references.
 *
 * @param rows the first of them; the page stays light, samples.txt has them all
 * @param referenced whether any has a reference, else there is no column for it
 * @param more how many are left out, in words; empty when none is
 */
record SamplesSection(List<Row> rows, boolean referenced, String more) {
  static final int MOST_ROWS = 100;

  /** {@code reference} has one entry or none; {@code kind} is the row's class on the page. */
  record Row(
      String key,
      String choice,
      String mark,
      String sign,
      SampleText input,
      List<SampleText> reference,
      SampleText prediction,
      List<AlignmentTable> alignment) {

    static Row of(Sample sample) {
      Optional<String> expected = sample.reference().filter(reference -> sample.wrong());
      return new Row(
          sample.key(),
          sample.choice(),
          SamplesText.mark(sample),
          sign(sample),
          SampleText.whole(sample.input()),
          sample.reference().map(reference -> expected(sample, reference)).stream().toList(),
          expected
              .map(reference -> SampleText.against(sample.prediction(), reference))
              .orElseGet(() -> SampleText.whole(sample.prediction())),
          sample.alignment().filter(AlignmentTable::fits).map(AlignmentTable::of).stream()
              .toList());
    }

    private static String sign(Sample sample) {
      if (sample.reference().isEmpty()) {
        return "";
      }
      return sample.correct() ? "✓" : "✗";
    }

    private static SampleText expected(Sample sample, String reference) {
      return sample.wrong()
          ? SampleText.against(reference, sample.prediction())
          : SampleText.whole(reference);
    }
  }

  boolean any() {
    return !rows.isEmpty();
  }

  static SamplesSection of(List<Sample> samples) {
    int left = samples.size() - MOST_ROWS;
    return new SamplesSection(
        samples.stream().limit(MOST_ROWS).map(Row::of).toList(),
        samples.stream().anyMatch(sample -> sample.reference().isPresent()),
        left > 0 ? Figures.count(left) + " more samples are in samples.txt." : "");
  }
}
