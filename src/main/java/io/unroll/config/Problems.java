package io.unroll.config;

import com.typesafe.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The user's mistakes, collected so that all of them are reported at once. */
final class Problems {
  private final List<String> lines = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds a problem with no key, or whose place is known already. */
  void add(String place, String message) {
    lines.add((place + ": " + message).replaceAll("\\s*\\R\\s*", " "));
  }

  /** Adds what the HOCON parser found wrong, at the place it names or else at the given one. */
  void add(String place, ConfigException problem) {
    if (problem.origin() != null && Defaults.gave(problem.origin())) {
      add(place, "joins a default with a value of another kind, as += does; write KEY = VALUE");
      return;
    }
    Optional.ofNullable(problem.origin())
        .ifPresentOrElse(
            origin -> add(Places.of(origin), detail(problem, origin.description())),
            () -> add(place, detail(problem, place)));
  }

  /** Adds what the user should know, though it is no mistake. */
  void warn(String place, String message) {
    warnings.add(place + ": " + message);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Ends the collection.
   *
   * @throws InvalidInput if there was any problem
   */
  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new InvalidInput(lines.stream().distinct().toList());
    }
  }

  private static String detail(ConfigException problem, String place) {
    String message = Optional.ofNullable(problem.getMessage()).orElse("cannot be read");
    String detail =
        message.startsWith(place + ": ") ? message.substring(place.length() + 2) : message;
    // What the library says when a block is not closed.
    return detail.replace("expecting a close parentheses ')' here", "expecting a closing } here");
  }
}
