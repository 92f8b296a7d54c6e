package io.unroll.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Knows values that must not be written down, by their keys or by how they look. */
final class Secrets {
  private static final String REFERENCE = "env:";

  private static final Pattern KEY =
      Pattern.compile("(?i)passw|secret|credential|token$|api.?key|access.?key|private.?key");
  private static final Pattern VALUE =
      Pattern.compile("(?i)(passw(or)?d|pwd|secret|token)=|://[^/@]*:[^/@]*@");

  private Secrets() {}

  /** Keys of options that are secrets, or hold one in a URL; references to variables are none. */
  static List<String> in(Map<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> isSecret(option.getKey(), option.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isSecret(String key, String value) {
    return !value.startsWith(REFERENCE) && (KEY.matcher(key).find() || VALUE.matcher(value).find());
  }

  /** An override as it may be shown. */
  static String masked(String override) {
    int equals = override.indexOf('=');
    return equals > 0
            && isSecret(override.substring(0, equals), override.substring(equals + 1).strip())
        ? override.substring(0, equals) + "=***"
        : override;
  }
}
