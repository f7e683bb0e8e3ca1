package io.piha.alert.channel;

import java.util.Optional;

/** One way to one receiver. */
public interface Channel {

  /** Sends it, within a bound of half a minute, and says what came of it; never throws. */
  Receipt send(Parcel parcel);

  /**
   * Why a message would probably not be taken now; empty where nothing speaks against it. Reaches
   * the server, looks at its certificate, logs in where that is possible, and sends nothing; within
   * a bound of half a minute, and never throws.
   */
  Optional<String> check();
}
