package io.unroll.corpus.example;

/** Reader of single numbers of a corpus; a missing or infinite value is not a number. */
public final class FiniteNumber {
  private FiniteNumber() {}

  /**
   * The number a text holds: decimal digits, with a sign, a point and an exponent or without, and
   * with blanks around it or without. Java would also take {@code 1d} and {@code 0x1p3}.
   *
   * @param where names it in the message
   * @throws Unusable if it is missing, no number, or not finite in single precision
   */
  public static double parse(String text, String where) throws Unusable {
    String stripped = text.strip();
    if (isDecimal(stripped) || isNotFinite(stripped)) {
      try {
        return check(Double.parseDouble(stripped), where, stripped);
      } catch (NumberFormatException e) {
        // Falls through: signs, points and digits in an order that is no number's.
      }
    }
    throw new Unusable(
        DropReason.NOT_FINITE,
        where
            + " must be a number, got "
            + (stripped.isEmpty() ? "nothing" : "\"" + stripped + "\""));
  }

  /** Returns whether a text is made of what decimal numbers are made of, ASCII digits alone. */
  static boolean isDecimal(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
  }

  private static boolean isNotFinite(String text) {
    return text.endsWith("NaN") || text.endsWith("Infinity");
  }

  /**
   * The number itself.
   *
   * @throws Unusable if it is not finite in single precision, in which networks compute
   */
  public static double check(double number, String where, String shown) throws Unusable {
    if (!Float.isFinite((float) number)) {
      throw new Unusable(DropReason.NOT_FINITE, where + " must be a finite number, got " + shown);
    }
    return number;
  }
}
