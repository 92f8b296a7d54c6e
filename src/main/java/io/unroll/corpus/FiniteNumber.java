package io.unroll.corpus;

/** Reads single numbers of a corpus; what is missing or not finite is no number. */
final class FiniteNumber {
  private FiniteNumber() {}

  /**
   * The number a text holds.
   *
   * @param where names it in the message
   * @throws Malformed if it is missing, no number, or not finite as a float
   */
  static float parse(String text, String where) throws Malformed {
    String stripped = text.strip();
    try {
      return check(Float.parseFloat(stripped), where, stripped);
    } catch (NumberFormatException e) {
      throw new Malformed(
          DropReason.NOT_FINITE,
          where
              + " must be a number, got "
              + (stripped.isEmpty() ? "nothing" : "\"" + stripped + "\""));
    }
  }

  /**
   * The number itself.
   *
   * @throws Malformed if it is not finite as a float
   */
  static float check(double number, String where, String shown) throws Malformed {
    float value = (float) number;
    if (!Float.isFinite(value)) {
      throw new Malformed(DropReason.NOT_FINITE, where + " must be a finite number, got " + shown);
    }
    return value;
  }
}
