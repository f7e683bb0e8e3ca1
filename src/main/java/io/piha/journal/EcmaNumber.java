package io.piha.journal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as ECMAScript writes them (ECMA-262, Number::toString), which RFC 8785 asks for. */
final class EcmaNumber {
  private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);

  private EcmaNumber() {}

  /**
   * The shortest text that reads back as the same double.
   *
   * @throws IllegalArgumentException for what JSON cannot say: NaN and the infinities
   */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no word for the number " + value);
    }
    if (value == 0) {
      return "0"; // minus zero too
    }
    return value < 0 ? "-" + positive(-value) : positive(value);
  }

  private static String positive(double value) {
    BigDecimal shortest = shortest(value);
    String digits = shortest.unscaledValue().toString();
    int length = digits.length();
    int point = length - shortest.scale();
    if (length <= point && point <= 21) {
      return digits + "0".repeat(point - length);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String mantissa = length == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal java = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (java.precision() == 2) { // Double.toString never gives fewer than two digits: 4.9E-324
      BigDecimal one = new BigDecimal(value).round(ONE_DIGIT).stripTrailingZeros();
      if (one.doubleValue() == value) {
        return one;
      }
    }
    return java;
  }
}
