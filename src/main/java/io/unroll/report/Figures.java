package io.unroll.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them; report.json keeps them whole. */
final class Figures {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Figures() {}

  /** Returns a loss, a score or a rate to about four digits. */
  static String figure(double value) {
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    if (size >= 1e9 || (size > 0 && size < 1e-3)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value);
  }

  /** Returns a coordinate to a hundredth, without needless zeros. */
  static String shortest(double value) {
    return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }

  /** On an axis: no more digits than the value has. */
  static String tick(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-4 && size < 1e7);
    return plain
        ? new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value)
        : String.format(Locale.ROOT, "%.1e", value);
  }

  /** On an axis of powers of ten: two digits. */
  static String power(double exponent) {
    double value = Math.pow(10, exponent);
    return exponent < -3 || exponent > 6
        ? String.format(Locale.ROOT, "%.1e", value)
        : new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Tokens per second and the like: no one reads digits behind the point. */
  static String rate(double value) {
    return Math.abs(value) < 100 || !Double.isFinite(value)
        ? figure(value)
        : String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Returns a learning rate or a time to three digits. */
  static String threeDigits(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : figure(value);
  }

  static String share(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f%%", 100 * value) : "NaN";
  }

  /** A share of which something is never nothing: {@code under 0.1%} instead of {@code 0.0%}. */
  static String part(double share) {
    return share > 0 && share < 0.0005 ? "under 0.1%" : share(share);
  }

  /** To the second, in UTC, so that reports from different machines line up. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Such as {@code 12.3 s}, {@code 3 min 02 s} or {@code 1 h 05 min}. */
  static String duration(double seconds) {
    if (!Double.isFinite(seconds) || seconds < 60) {
      return Double.isFinite(seconds)
          ? String.format(Locale.ROOT, "%.1f s", seconds)
          : figure(seconds) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}
