package io.unroll.report;

import com.samskivert.mustache.Escapers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a drawn chart into an element of the page: its colours, its width, its name, no prolog. */
final class InlineSvg {
  private static final Pattern OPENING = Pattern.compile("^.*?<svg[^>]*>", Pattern.DOTALL);
  private static final Pattern CLIP = Pattern.compile("\\bclip\\d+\\b");
  private static final Pattern FRACTION = Pattern.compile("(-?\\d+\\.\\d{3,})");

  private InlineSvg() {}

  /**
   * The drawing inside an {@code svg} element that scales to its place.
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
    return opening + shortened(withPageColours(withOwnIds(body, id), curves)).strip();
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
}
