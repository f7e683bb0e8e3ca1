package io.piha.poe.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** The cookies of one session with one device. Not safe for use by many threads at once. */
public final class Cookies {
  private static final int MOST = 20;
  private static final int LONGEST = 4096;

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Keeps what the answer sets. */
  public void adopt(RestAnswer answer) {
    for (String each : answer.cookies()) {
      int equals = each.indexOf('=');
      if (equals > 0 && each.length() <= LONGEST && values.size() < MOST) {
        values.put(each.substring(0, equals), each);
      }
    }
  }

  public void clear() {
    values.clear();
  }

  /** The call with the cookies it has to bring. */
  public RestCall on(RestCall call) {
    return values.isEmpty() ? call : call.with("Cookie", String.join("; ", values.values()));
  }
}
