package io.unroll.corpus.series;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Unusable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** Reader of the time of a row: any number, or an ISO 8601 date with or without a time of day. */
final class Moment {
  // Differences of times are taken, and what has a giant exponent would fill the memory.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?");

  private Moment() {}

  /**
   * A number that grows with time: the number itself, or seconds since 1970.
   *
   * @throws Unusable if the text is neither number nor date
   */
  static BigDecimal parse(String text) throws Unusable {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches() ? new BigDecimal(stripped) : date(stripped);
  }

  private static BigDecimal date(String text) throws Unusable {
    String iso = text.replaceFirst("^(\\d+-\\d+-\\d+)\\s+", "$1T");
    try {
      if (!iso.contains("T")) {
        return BigDecimal.valueOf(
            LocalDate.parse(iso).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
      }
      LocalDateTime local =
          iso.matches(".*T.*(Z|[+-][0-9:]+)$")
              ? LocalDateTime.ofInstant(OffsetDateTime.parse(iso).toInstant(), ZoneOffset.UTC)
              : LocalDateTime.parse(iso);
      return BigDecimal.valueOf(local.toEpochSecond(ZoneOffset.UTC))
          .add(BigDecimal.valueOf(local.getNano(), 9));
    } catch (DateTimeException e) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "the time must be a number or a date such as 2024-05-31 or 2024-05-31 23:59:59, got \""
              + text
              + "\"");
    }
  }
}
