package io.unroll.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Detector of values that must not be recorded, by their keys or their form. */
final class Secrets {
  private static final String REFERENCE = "env:";

  private static final Pattern KEY =
      Pattern.compile(
          "(?i)passw|secret|credential|token$"
              + "|(api|access|private|account|session|shared).?key|(^|[._-])(pwd|sas)([._-]|$)");

  /** A name and its value, in a URL's query, a connection string, JSON or SQL. */
  private static final String NAMED =
      "(passw(or)?d|pwd|(api|access|private|account|session|shared|secret).?key"
          + "|secret.?access.?key|shared.?access.?signature)[\"'`]?\\s*([=:]|\\s[\"'])";

  /** Pattern of what no recorded text may hold. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i)"
              + NAMED
              + "|[?&;]sig="
              + "|://[^/@\\s]*:[^/@\\s]*@"
              // Oracle's thin and OCI drivers: user/password@host.
              + "|jdbc:oracle:[a-z0-9]+:[^/@\\s:]+/[^@\\s]*@"
              + "|-----BEGIN [A-Z ]*PRIVATE KEY");

  /** Names that are secrets in an option's value, and may be columns in SQL. */
  private static final Pattern VALUE = Pattern.compile("(?i)(secret|token)=");

  private Secrets() {}

  /** Keys of options that are secrets, or hold one in a URL; references to variables are none. */
  static List<String> in(Map<String, String> options) {
    return options.entrySet().stream()
        .filter(option -> isSecret(option.getKey(), option.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether a path, a URL or a query holds a secret. */
  static boolean in(String text) {
    return TEXT.matcher(text).find();
  }

  private static boolean isSecret(String key, String value) {
    return !value.startsWith(REFERENCE)
        && (KEY.matcher(key).find() || VALUE.matcher(value).find() || in(value));
  }

  /** Returns an override as it may be shown. */
  static String masked(String override) {
    int equals = override.indexOf('=');
    return equals > 0
            && isSecret(override.substring(0, equals), override.substring(equals + 1).strip())
        ? override.substring(0, equals) + "=***"
        : override;
  }
}
