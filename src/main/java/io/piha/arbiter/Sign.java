package io.piha.arbiter;

/** By what a host shows that it lives; its words are made only where somebody reads them. */
enum Sign {
  HEARTBEAT("a heartbeat of %s arrived", "a heartbeat of %s was heard"),
  ANNOUNCEMENT("%s announced itself", "%s announced that it leads");

  private final String came;
  private final String refutes;

  Sign(String came, String refutes) {
    this.came = came;
    this.refutes = refutes;
  }

  /** What is told of it. */
  String of(String host) {
    return came.formatted(host);
  }

  /** What it says against a port that reads off. */
  String against(String host) {
    return refutes.formatted(host);
  }
}
