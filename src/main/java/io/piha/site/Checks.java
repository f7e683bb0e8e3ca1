package io.piha.site;

import java.util.Optional;

/**
 * What is looked at besides.
 *
 * @param timeServer the NTP server by which this machine's clock is judged; nobody is asked where
 *     absent
 */
public record Checks(Optional<HostPort> timeServer) {

  /** Where the file says nothing. */
  public static final Checks DEFAULT = new Checks(Optional.empty());

  private static final int NTP = 123;

  static Checks read(Fields fields) {
    Optional<HostPort> server =
        fields
            .take("time_server")
            .flatMap(each -> each.text().flatMap(text -> Addresses.hostPort(each, text, NTP, 1)));
    fields.done();
    return new Checks(server);
  }
}
