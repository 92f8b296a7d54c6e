package io.unroll.corpus.tagged;

import io.unroll.config.TaggedSettings;
import io.unroll.config.TaggedSettings.Format;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import io.unroll.corpus.lines.UsualColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * Format of the lines of a tagged file that hold a word.
 *
 * <p>In CoNLL a line that starts with # may be a comment or a word. It is a comment if it stands
 * above the first word of its sentence and has not the form of a word's line: {@code # id 17
 * domain=en}, {@code # text = ...}.
 *
 * @param usual columns of most of them
 * @param separators what stands between columns: blanks, tabs, or both
 * @param equations whether a column of a word may hold {@code KEY=VALUE}
 */
record WordLines(Format format, int usual, Separators separators, boolean equations)
    implements Serializable {
  private static final Pattern SIGN = Pattern.compile("#+");
  private static final Pattern EQUATION = Pattern.compile("[^=]+=.*|=");

  enum Separators {
    BLANKS,
    TABS,
    BOTH
  }

  /** Looks at the head of a file. */
  static WordLines of(SourceFile file, TaggedSettings settings, Configuration hadoop) {
    boolean isConllu = settings.format() == Format.CONLLU;
    try (LineReader lines = new LineReader(file.whole(), settings.files(), hadoop)) {
      List<String> head =
          lines.stream()
              .filter(line -> line instanceof SourceLine.Text text && !text.isBlank())
              .map(line -> ((SourceLine.Text) line).text())
              .filter(line -> !line.startsWith("#") && !TaggedSentence.isNoWord(isConllu, line))
              .limit(UsualColumns.LINES)
              .toList();
      return of(settings.format(), head);
    }
  }

  static WordLines of(Format format, List<String> head) {
    List<List<String>> rows = new ArrayList<>();
    head.forEach(line -> rows.add(columns(format, line)));
    int usual = UsualColumns.of(rows.stream().mapToInt(List::size));
    boolean equations = rows.stream().anyMatch(WordLines::hasEquation);
    String all = head.stream().map(String::strip).collect(Collectors.joining("\n"));
    return new WordLines(format, usual, separators(all), equations);
  }

  /** The columns of a line. */
  static List<String> columns(Format format, String line) {
    return Arrays.asList(
        format == Format.CONLLU
            ? StringUtils.splitPreserveAllTokens(line, '\t')
            : StringUtils.split(line, " \t"));
  }

  /**
   * Returns whether a line is a comment.
   *
   * @param inSentence whether its sentence has words already
   */
  boolean isComment(String line, boolean inSentence) {
    if (!line.startsWith("#") || format == Format.CONLLU) {
      return line.startsWith("#");
    }
    List<String> columns = columns(format, line);
    boolean equation = !equations && hasEquation(columns);
    boolean odd = usual > 0 && columns.size() != usual;
    boolean otherwise =
        separators != Separators.BOTH && columns.size() > 1 && separators(line) != separators;
    return SIGN.matcher(columns.get(0)).matches()
        ? !inSentence && (equation || odd || otherwise)
        : !inSentence && odd && line.indexOf('=') >= 0;
  }

  private static boolean hasEquation(List<String> columns) {
    return columns.stream().skip(1).anyMatch(column -> EQUATION.matcher(column).matches());
  }

  private static Separators separators(String text) {
    boolean tabs = text.indexOf('\t') >= 0;
    boolean blanks = text.strip().indexOf(' ') >= 0;
    if (tabs && blanks) {
      return Separators.BOTH;
    }
    return tabs ? Separators.TABS : Separators.BLANKS;
  }
}
