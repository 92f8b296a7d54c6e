package io.unroll.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * report.html: one file that opens from disk without a network.
 *
 * <p>Every value passes through {@link VisibleText} and HTML escaping unless the template says
 * otherwise, which it says of the drawings and the style sheet only.
 */
final class ReportHtml {
  private static final Template TEMPLATE =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withEscaper(text -> Escapers.HTML.escape(VisibleText.of(text)))
          .withLoader(name -> new StringReader(resource(name + ".mustache")))
          .compile(resource("report.html.mustache"));

  private ReportHtml() {}

  static String render(RunReport report) {
    return TEMPLATE.execute(ReportPage.of(report, resource("report.css")));
  }

  private static String resource(String name) {
    try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be read from the jar", e);
    }
  }
}
