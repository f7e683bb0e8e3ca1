package io.piha.console.kit;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * How a colour is seen: by most people, and by those who lack one kind of cone. The matrices are
 * those of Machado, Oliveira and Fernandes (2009) for a complete lack, on linear light.
 */
record Sight(String name, List<Double> rows) {

  static final List<Sight> ALL =
      List.of(
          new Sight("most", List.of(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)),
          new Sight(
              "protanopia",
              List.of(
                  0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
                  1.051998)),
          new Sight(
              "deuteranopia",
              List.of(
                  0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
                  0.968881)),
          new Sight(
              "tritanopia",
              List.of(
                  1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
                  0.303900)));

  /** The ratio of the WCAG between two colours, 1 to 21. */
  double contrast(Color one, Color other) {
    double a = luminance(seen(one));
    double b = luminance(seen(other));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** How different they look: the distance in CIE 1976 L*a*b*; about 2 can just be told apart. */
  double difference(Color one, Color other) {
    double[] a = lab(seen(one));
    double[] b = lab(seen(other));
    return Math.sqrt(
        Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
  }

  private double[] seen(Color of) {
    double[] light = {linear(of.getRed()), linear(of.getGreen()), linear(of.getBlue())};
    var seen = new double[3];
    for (int row = 0; row < 3; row++) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        sum += rows.get(row * 3 + i) * light[i];
      }
      seen[row] = Math.clamp(sum, 0, 1);
    }
    return seen;
  }

  private static double linear(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double luminance(double[] light) {
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
  }

  private static double[] lab(double[] light) {
    double x = root((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.9505);
    double y = root(luminance(light));
    double z = root((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double share) {
    return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16.0 / 116;
  }
}
