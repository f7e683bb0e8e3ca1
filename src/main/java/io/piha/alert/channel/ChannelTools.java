package io.piha.alert.channel;

import io.piha.engine.NameLookup;
import io.piha.site.Trust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a channel may need to reach its service.
 *
 * @param names finds addresses
 * @param clock wall time, which signatures carry
 */
public record ChannelTools(NameLookup names, InstantSource clock) {

  /**
   * A channel that posts in some service's format.
   *
   * @param trust how an https peer is judged
   */
  public Channel post(Format format, Trust trust) {
    try {
      return new Webhook(format, trust, names, clock);
    } catch (GeneralSecurityException | IOException e) {
      return new Unusable("TLS cannot be set up: " + e.getMessage());
    }
  }

  /** One whose trust cannot be set up: everything waits until the configuration is mended. */
  private record Unusable(String why) implements Channel {
    @Override
    public Receipt send(Parcel parcel) {
      return new Receipt.Later(why);
    }

    @Override
    public Optional<String> check() {
      return Optional.of(why);
    }
  }
}
