package io.unroll.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table that Spark can read: by format, options and path, by a query, or by a query over the
 * first.
 *
 * @param format name of a Spark data source
 * @param options of the data source; a value {@code env:NAME} stands for an environment variable,
 *     so that passwords are not written into the run
 * @param load what the data source is to load, mostly a path
 * @param query SQL; what was loaded is called {@code source} in it
 */
public record TableSource(
    String format, Map<String, String> options, Optional<String> load, Optional<String> query)
    implements Serializable {
  private static final String SECRET =
      "must hold no password or key, because what stands here is written into the run: give it in"
          + " corpus.options as env:NAME, an environment variable";

  /**
   * Checks that there is something to read, and that no secret is given away.
   *
   * @throws InvalidSettings if neither a path, nor options, nor a query is given, or an option is a
   *     plain secret
   */
  public TableSource {
    options = sorted(options);
    new Checks()
        .that(!format.isBlank(), "format", "must name a Spark data source, got nothing")
        .that(
            !options.isEmpty() || load.isPresent() || query.isPresent(),
            "load",
            "is missing: name what to read, as in --set corpus.load=PATH (or give corpus.options or"
                + " corpus.query)")
        .that(!load.map(String::isBlank).orElse(false), "load", "must not be blank")
        .that(!query.map(String::isBlank).orElse(false), "query", "must not be blank")
        .that(!load.map(Secrets::in).orElse(false), "load", SECRET)
        .that(!query.map(Secrets::in).orElse(false), "query", SECRET)
        .that(
            Secrets.in(options).isEmpty(),
            "options",
            "must name secrets as env:NAME, an environment variable, because what stands here is"
                + " written into the run; plain ones are in "
                + Secrets.in(options))
        .done();
  }

  /** Returns whether a data source is read, and not only what a catalogue holds. */
  public boolean readsSource() {
    return load.isPresent() || !options.isEmpty();
  }

  private static SortedMap<String, String> sorted(Map<String, String> options) {
    return java.util.Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
