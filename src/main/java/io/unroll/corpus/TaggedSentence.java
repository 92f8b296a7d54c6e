package io.unroll.corpus;

import io.unroll.config.TaggedSettings;
import io.unroll.config.TaggedSettings.Format;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.lang3.StringUtils;

/** Makes an example of the lines between two blank ones. */
record TaggedSentence(TaggedSettings settings) implements Serializable {
  private static final Pattern WORD = Pattern.compile("[0-9]+");
  private static final Pattern NO_WORD = Pattern.compile("[0-9]+-[0-9]+|[0-9]+\\.[0-9]+");
  private static final String DOCUMENT = "-DOCSTART-";

  /** A line that is at fault. */
  private static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Reading reading;

    BadLine(Reading reading) {
      this.reading = reading;
    }
  }

  /** The sentence, or why it is none; nothing if the lines hold no word. */
  Optional<Reading> of(ExampleFile file, List<ExampleLine> lines) {
    try {
      List<List<String>> rows = new ArrayList<>();
      boolean mended = false;
      for (ExampleLine line : lines) {
        if (line instanceof ExampleLine.Unreadable unreadable) {
          return Optional.of(Readings.bad(file, unreadable));
        }
        mended |= ((ExampleLine.Text) line).mended();
        row(file, (ExampleLine.Text) line).ifPresent(rows::add);
      }
      long offset = lines.get(0).offset();
      return rows.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Readings(settings.files().splitBy()).of(file, offset, mended, () -> sides(rows)));
    } catch (BadLine bad) {
      return Optional.of(bad.reading);
    }
  }

  private Readings.Sides sides(List<List<String>> rows) throws Unusable {
    List<String> words = rows.stream().map(row -> row.get(0)).toList();
    List<String> tags = rows.stream().map(row -> row.get(1)).toList();
    List<String> converted =
        switch (settings.tags()) {
          case AS_IS -> tags;
          case IOB1 -> IobTags.toIob2(tags);
          case IOB2 -> IobTags.checkIob2(tags);
        };
    return new Readings.Sides(new Content.Words(words), new Content.Labels(converted));
  }

  /** Word and tag of a line, if it holds a word. */
  private Optional<List<String>> row(ExampleFile file, ExampleLine.Text line) throws BadLine {
    boolean isConllu = settings.format() == Format.CONLLU;
    if (isConllu && line.text().startsWith("#")) {
      return Optional.empty();
    }
    List<String> columns =
        Arrays.asList(
            isConllu
                ? StringUtils.splitPreserveAllTokens(line.text(), '\t')
                : StringUtils.split(line.text(), " \t"));
    if (isConllu ? NO_WORD.matcher(columns.get(0)).matches() : columns.get(0).equals(DOCUMENT)) {
      return Optional.empty();
    }
    if (isConllu && !WORD.matcher(columns.get(0)).matches()) {
      throw bad(
          file,
          line,
          DropReason.UNREADABLE,
          "a line must start with a word's number, got " + Readings.quote(line.text()));
    }
    int word = settings.columns().wordColumn().orElse(isConllu ? 2 : 1);
    int tag = settings.columns().tagColumn().orElse(isConllu ? 4 : Math.max(2, columns.size()));
    if (columns.size() < Math.max(word, tag)) {
      throw bad(
          file,
          line,
          DropReason.MISSING_COLUMN,
          "must have at least %s columns between %s, got %s: %s"
              .formatted(
                  Math.max(word, tag),
                  isConllu ? "tabs" : "blanks",
                  columns.size(),
                  Readings.quote(line.text())));
    }
    return Optional.of(List.of(columns.get(word - 1), columns.get(tag - 1)));
  }

  private static BadLine bad(ExampleFile file, ExampleLine line, DropReason reason, String found) {
    return new BadLine(Readings.bad(file, line.offset(), reason, found));
  }
}
