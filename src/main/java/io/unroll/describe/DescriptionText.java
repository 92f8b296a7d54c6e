package io.unroll.describe;

import io.unroll.report.VisibleText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A description as aligned lines: facts, blocks of facts, and tables. */
public final class DescriptionText {
  private static final int DIGITS = 5;
  private static final String INDENT = "  ";

  private DescriptionText() {}

  public static String of(Description description) {
    List<String> lines = new ArrayList<>();
    lines.add(description.kind() + " " + visible(description.path()));
    addFields(lines, INDENT, description.fields());
    return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private static void addFields(List<String> lines, String indent, Map<?, ?> fields) {
    int width =
        fields.entrySet().stream()
            .filter(field -> !isBlock(field.getValue()))
            .mapToInt(field -> visible(field.getKey()).length())
            .max()
            .orElse(0);
    fields.forEach(
        (name, value) -> {
          if (!isBlock(value)) {
            lines.add(indent + left(visible(name), width) + INDENT + inline(value));
          } else {
            lines.add(indent + visible(name));
            addBlock(lines, indent + INDENT, value);
          }
        });
  }

  private static void addBlock(List<String> lines, String indent, Object value) {
    if (value instanceof Map<?, ?> map) {
      int width = map.keySet().stream().mapToInt(key -> visible(key).length()).max().orElse(0);
      map.forEach(
          (key, item) -> lines.add(indent + left(visible(key), width) + INDENT + inline(item)));
    } else {
      addTable(
          lines,
          indent,
          ((List<?>) value).stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList());
    }
  }

  /** Rows of equal keys; numbers stand to the right. */
  private static void addTable(List<String> lines, String indent, List<Map<?, ?>> rows) {
    List<List<String>> columns = new ArrayList<>();
    for (Object key : rows.get(0).keySet()) {
      List<String> cells = new ArrayList<>(List.of(visible(key)));
      rows.forEach(
          row ->
              cells.add(
                  Optional.<Object>ofNullable(row.get(key))
                      .map(DescriptionText::inline)
                      .orElse("")));
      int width = cells.stream().mapToInt(String::length).max().orElse(0);
      boolean right = rows.get(0).get(key) instanceof Number;
      cells.replaceAll(cell -> right ? right(cell, width) : left(cell, width));
      columns.add(cells);
    }
    for (int row = 0; row <= rows.size(); row++) {
      int at = row;
      lines.add(indent + columns.stream().map(c -> c.get(at)).collect(Collectors.joining(INDENT)));
    }
  }

  private static boolean isBlock(Object value) {
    return value instanceof Map<?, ?> map
        ? !map.isEmpty()
        : value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>;
  }

  private static String inline(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "none"
          : map.entrySet().stream().map(DescriptionText::pair).collect(Collectors.joining(", "));
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : list.stream().map(DescriptionText::inline).collect(Collectors.joining(" "));
    }
    if (value instanceof Double || value instanceof Float) {
      return figure(((Number) value).doubleValue());
    }
    return value instanceof Number whole
        ? String.format(Locale.ROOT, "%,d", whole.longValue())
        : visible(value);
  }

  private static String pair(Map.Entry<?, ?> item) {
    String name = visible(item.getKey());
    return item.getValue() instanceof Map<?, ?> map && !map.isEmpty()
        ? name + " { " + inline(map) + " }"
        : name + " = " + inline(item.getValue());
  }

  private static String figure(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return Math.abs(value) >= 1000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : new BigDecimal(value).round(new MathContext(DIGITS)).stripTrailingZeros().toPlainString();
  }

  /** Nothing in a corpus can steer the terminal or pass for the space between two words. */
  private static String visible(Object text) {
    String whole = String.valueOf(text);
    String onOneLine = VisibleText.of(whole.replace('\n', '↵'));
    return whole.isBlank() ? onOneLine.replace(' ', '␣') : onOneLine;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
