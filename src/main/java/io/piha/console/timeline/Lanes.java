package io.piha.console.timeline;

/** Where each thing is drawn; all in pixels from the top. */
record Lanes(int hosts) {

  /** The room for names on the left. */
  static final double GUTTER = 112;

  /** Room on the right, so that the playhead at now has its knob in sight. */
  static final double EDGE = 8;

  static final double KNOB = 8;
  static final double LEADER = 12;
  static final double LEADER_HEIGHT = 16;
  static final double FIRST_HOST = 40;
  static final double BEATS_HEIGHT = 18;
  static final double PROBES_HEIGHT = 6;
  static final double POWER_HEIGHT = 8;
  static final double HOST_HEIGHT = 60;
  static final double MARKS_HEIGHT = 20;
  static final double AXIS_HEIGHT = 20;

  /** How many hosts have room in that height; at least one. */
  static int fitting(double height) {
    return Math.max(1, (int) ((height - new Lanes(0).height() + HOST_HEIGHT) / HOST_HEIGHT));
  }

  double beats(int host) {
    return FIRST_HOST + host * HOST_HEIGHT;
  }

  double probes(int host) {
    return beats(host) + BEATS_HEIGHT + 8;
  }

  double power(int host) {
    return probes(host) + PROBES_HEIGHT + 8;
  }

  double marks() {
    return FIRST_HOST + Math.max(1, hosts) * HOST_HEIGHT;
  }

  double axis() {
    return marks() + MARKS_HEIGHT;
  }

  double height() {
    return axis() + AXIS_HEIGHT;
  }
}
