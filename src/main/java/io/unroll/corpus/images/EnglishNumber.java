package io.unroll.corpus.images;

/** Speller of small numbers in English words. */
final class EnglishNumber {
  private static final String[] BELOW_TWENTY = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };

  private EnglishNumber() {}

  /** The words of a whole number from 0 to 999; any other text as it is. */
  static String spell(String text) {
    return text.matches("[0-9]{1,3}") ? spell(Integer.parseInt(text)) : text;
  }

  private static String spell(int number) {
    if (number < BELOW_TWENTY.length) {
      return BELOW_TWENTY[number];
    } else if (number < 100) {
      return TENS[number / 10] + (number % 10 == 0 ? "" : "-" + BELOW_TWENTY[number % 10]);
    }
    String hundreds = BELOW_TWENTY[number / 100] + " hundred";
    return number % 100 == 0 ? hundreds : hundreds + " " + spell(number % 100);
  }
}
