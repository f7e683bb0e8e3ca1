package io.piha.report;

/**
 * Bounds of the JDK's HTTP server, which has none by itself on time and connections. It reads them
 * from system properties when it is first used in the process; a value given on the command line
 * stays.
 */
final class ServerLimits {

  private ServerLimits() {}

  static void apply() {
    // Seconds for a whole request head and for a whole answer.
    set("sun.net.httpserver.maxReqTime", "10");
    set("sun.net.httpserver.maxRspTime", "30");
    set("sun.net.httpserver.maxReqHeaders", "64");
    set("sun.net.httpserver.maxReqHeaderSize", "16384");
    set("jdk.httpserver.maxConnections", "128");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
