package io.unroll.corpus.tagged;

import io.unroll.config.TaggedSettings;
import io.unroll.config.TaggedSettings.Format;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.lines.SourceLine;
import io.unroll.corpus.lines.UsualColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Maker of an example from the lines between two blank ones.
 *
 * @param words what lines with a word look like in the file
 */
record TaggedSentence(TaggedSettings settings, WordLines words) implements Serializable {
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

  /** Returns the sentence, or the reason it was rejected; nothing if the lines hold no word. */
  Optional<Reading> of(List<SourceLine> lines) {
    try {
      List<List<String>> rows = new ArrayList<>();
      boolean mended = false;
      for (SourceLine line : lines) {
        if (line instanceof SourceLine.Unreadable unreadable) {
          return Optional.of(unreadable.reading());
        }
        mended |= ((SourceLine.Text) line).mended();
        row((SourceLine.Text) line, !rows.isEmpty()).ifPresent(rows::add);
      }
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      SourceLine first = lines.get(0);
      return Optional.of(
          new SourceLine.Text(first.file(), first.offset(), "", mended)
              .reading(new Readings(settings.files().splitBy()), () -> sides(rows)));
    } catch (BadLine bad) {
      return Optional.of(bad.reading);
    }
  }

  private Readings.Sides sides(List<List<String>> rows) throws Unusable {
    List<String> read = rows.stream().map(row -> row.get(0)).toList();
    List<String> tags = rows.stream().map(row -> row.get(1)).toList();
    List<String> converted =
        switch (settings.tags()) {
          case AS_IS -> tags;
          case IOB1 -> IobTags.toIob2(tags);
          case IOB2 -> IobTags.checkIob2(tags);
        };
    return new Readings.Sides(new Content.Words(read), new Content.Labels(converted));
  }

  /**
   * Word and tag of a line, if it holds a word.
   *
   * @param inSentence whether its sentence has words already
   */
  private Optional<List<String>> row(SourceLine.Text line, boolean inSentence) throws BadLine {
    boolean isConllu = settings.format() == Format.CONLLU;
    if (words.isComment(line.text(), inSentence) || isNoWord(isConllu, line.text())) {
      return Optional.empty();
    }
    List<String> columns = WordLines.columns(settings.format(), line.text());
    if (isConllu && !WORD.matcher(columns.get(0)).matches()) {
      throw bad(
          line,
          DropReason.UNREADABLE,
          "a line must start with a word's number, got " + Readings.quote(line.text()));
    }
    int word = settings.columns().wordColumn().orElse(isConllu ? 2 : 1);
    int tag = settings.columns().tagColumn().orElse(isConllu ? 4 : Math.max(2, words.usual()));
    int least = Math.max(word, tag);
    try {
      UsualColumns.check(columns.size(), Math.max(least, words.usual()), line.text());
    } catch (Unusable e) {
      throw bad(line, e.reason(), e.found());
    }
    return Optional.of(List.of(columns.get(word - 1), columns.get(tag - 1)));
  }

  /**
   * Returns whether a line stands between words without being one: a range, an empty node, a
   * document.
   */
  static boolean isNoWord(boolean isConllu, String line) {
    String first = WordLines.columns(isConllu ? Format.CONLLU : Format.CONLL, line).get(0);
    return isConllu ? NO_WORD.matcher(first).matches() : first.equals(DOCUMENT);
  }

  private static BadLine bad(SourceLine line, DropReason reason, String found) {
    return new BadLine(line.file().bad(line.offset(), reason, found));
  }
}
