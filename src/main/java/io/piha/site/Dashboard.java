package io.piha.site;

import java.util.Optional;

/**
 * The HTTP page.
 *
 * @param listen where; loopback unless there is a token
 * @param token what readers from elsewhere must show
 */
public record Dashboard(HostPort listen, Optional<Secret> token) {

  /** What holds where the file says nothing. */
  public static final Dashboard DEFAULT =
      new Dashboard(new HostPort("127.0.0.1", 8480), Optional.empty());
}
