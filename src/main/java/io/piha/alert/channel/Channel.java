package io.piha.alert.channel;

/** One way to one receiver. */
public interface Channel {

  /** Sends it, within a bound of half a minute, and says what came of it; never throws. */
  Receipt send(Parcel parcel);
}
