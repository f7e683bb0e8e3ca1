package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  @Test
  void writesTheExampleOfTheRfc() { // RFC 8785, section 3.2.2
    Map<String, Object> example = new LinkedHashMap<>();
    example.put(
        "numbers",
        List.of(
            Double.parseDouble("333333333.33333329"),
            1E30,
            4.50,
            2e-3,
            0.000000000000000000000000001));
    example.put("string", "€$\017\nA'B\"\\\\\"/");
    example.put("literals", Arrays.asList(null, true, false));
    assertThat(CanonicalJson.of(example))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void sortsKeysByUtf16CodeUnits() { // RFC 8785, section 3.2.3
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("\u20ac", "Euro Sign");
    example.put("\r", "Carriage Return");
    example.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    example.put("1", "One");
    example.put("\ud83d\ude00", "Emoji: Grinning Face");
    example.put("\u0080", "Control");
    example.put("\u00f6", "Latin Small Letter O With Diaeresis");
    assertThat(CanonicalJson.of(example))
        .isEqualTo(
            "{\"\\r"
                + "\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small"
                + " Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning"
                + " Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  @ParameterizedTest
  @CsvSource({ // RFC 8785, appendix B
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void writesNumbersAsTheRfcLists(String bits, String expected) {
    double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalJson.of(number)).isEqualTo(expected);
  }

  @Test
  void refusesWhatHasNoJson() {
    for (Object value :
        List.of(Double.NaN, Double.POSITIVE_INFINITY, 1L << 53, "\ud83d", "a\ude00b", 'c')) {
      assertThatThrownBy(() -> CanonicalJson.of(value))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everyDoubleReadsBackAsItself() {
    Random random = new Random(8785);
    for (int i = 0; i < 200_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(CanonicalJson.of(number))).isEqualTo(number + 0.0);
      }
    }
  }

  @Test
  void anyTreeKeepsItsTextWhenReadAndWrittenAgain() {
    JsonText json = new JsonText();
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Map<String, Object> tree = PlainValues.detail(tree(random, 4));
      String text = CanonicalJson.of(tree);
      assertThat(CanonicalJson.of(json.object(text))).as("seed %s", seed).isEqualTo(text);
      assertThat(PlainValues.detail(json.object(text))).as("seed %s", seed).isEqualTo(tree);
    }
  }

  @Test
  void brokenTextIsRefusedWithWordsAndNothingElse() {
    JsonText json = new JsonText();
    String good = "{\"id\":1,\"detail\":{\"a\":[1,2.5,\"x\\n\"]}}";
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(good);
      for (int i = 0; i < 3; i++) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x100));
      }
      try {
        json.object(text.toString());
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).startsWith("not ");
      }
    }
  }

  private static Map<String, Object> tree(Random random, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(random), value(random, depth));
    }
    return map;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> random.nextLong();
      case 1 -> random.nextInt();
      case 2 -> Double.longBitsToDouble(random.nextLong());
      case 3 -> random.nextBoolean();
      case 4 -> (double) random.nextInt();
      case 5 -> text(random);
      case 6 -> tree(random, depth - 1);
      default -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
