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
 * A page as one file that opens from disk without a network.
 *
 * <p>Every value passes through {@link VisibleText} and HTML escaping unless the template says
 * otherwise, which it says of the drawings and the style sheet only.
 */
final class PageTemplate {
  private final Template template;

  private PageTemplate(Template template) {
    this.template = template;
  }

  /** Returns the template in a resource of this package. */
  static PageTemplate of(String name) {
    return new PageTemplate(
        Mustache.compiler()
            .emptyStringIsFalse(true)
            .withEscaper(text -> Escapers.HTML.escape(VisibleText.of(text)))
            .withLoader(partial -> new StringReader(resource(partial + ".mustache")))
            .compile(resource(name)));
  }

  /** Returns the style sheet of all pages. */
  static String css() {
    return resource("report.css");
  }

  String render(Object page) {
    return template.execute(page);
  }

  private static String resource(String name) {
    try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be read from the jar", e);
    }
  }
}
