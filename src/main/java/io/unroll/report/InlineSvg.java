package io.unroll.report;

import com.samskivert.mustache.Escapers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converter of a drawn chart into an element of the page: its colours, its width, its name, no
 * prolog.
 */
final class InlineSvg {
  private static final Pattern OPENING = Pattern.compile("^.*?<svg[^>]*>", Pattern.DOTALL);
  private static final Pattern CLIP = Pattern.compile("\\bclip\\d+\\b");
  private static final Pattern FRACTION = Pattern.compile("(-?\\d+\\.\\d{3,})");

  private static final Pattern LINE =
      Pattern.compile(
          "<line style=\"([^\"]*)\" x1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\""
              + " y2=\"([^\"]*)\"/>\\s*");

  private InlineSvg() {}

  /**
   * Returns the drawing inside an {@code svg} element that scales to its place.
   *
   * @param id starts every identifier in the drawing, so that two drawings share a page
   * @param label what a screen reader says instead
   */
  static String of(
      String drawing, String id, int width, int height, String label, List<Curve> curves) {
    String opening =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">",
            width,
            height,
            Escapers.HTML.escape(label));
    String body = OPENING.matcher(drawing).replaceFirst("");
    return opening + joined(shortened(withPageColours(withOwnIds(body, id), curves))).strip();
  }

  /** The encoder numbers clips by object identity: equal charts would differ. */
  private static String withOwnIds(String body, String id) {
    Map<String, String> names = new LinkedHashMap<>();
    return CLIP.matcher(body)
        .replaceAll(match -> names.computeIfAbsent(match.group(), old -> id + "-" + names.size()));
  }

  private static String withPageColours(String body, List<Curve> curves) {
    String coloured = body;
    for (Ink ink : List.of(Ink.TEXT, Ink.GRID)) {
      coloured = coloured.replace(ink.drawn(), ink.css());
    }
    for (Curve curve : curves) {
      coloured = coloured.replace(curve.ink().drawn(), curve.ink().css());
    }
    return coloured;
  }

  /** A tenth of a pixel is seen, a millionth only weighs. */
  private static String shortened(String body) {
    return FRACTION
        .matcher(body)
        .replaceAll(
            match -> Matcher.quoteReplacement(Figures.shortest(Double.parseDouble(match.group()))));
  }

  /** The encoder writes a curve as one line a step, which breaks its dashes and its corners. */
  private static String joined(String body) {
    StringBuilder out = new StringBuilder();
    String style = "";
    String end = "";
    int last = 0;
    Matcher line = LINE.matcher(body);
    while (line.find()) {
      boolean goesOn =
          line.start() == last
              && line.group(1).equals(style)
              && (line.group(2) + "," + line.group(4)).equals(end);
      if (!goesOn) {
        out.append(end.isEmpty() ? "" : "\"/>\n").append(body, last, line.start());
        style = line.group(1);
        out.append("<polyline style=\"").append(style).append("\" points=\"");
        out.append(line.group(2)).append(',').append(line.group(4));
      }
      end = line.group(3) + "," + line.group(5);
      out.append(' ').append(end);
      last = line.end();
    }
    return out.append(end.isEmpty() ? "" : "\"/>\n").append(body, last, body.length()).toString();
  }
}
