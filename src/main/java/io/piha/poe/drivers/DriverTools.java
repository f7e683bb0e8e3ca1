package io.piha.poe.drivers;

import io.piha.engine.NameLookup;
import io.piha.poe.PortModes;
import io.piha.poe.rest.RestClient;
import io.piha.poe.rest.RestTiming;
import io.piha.site.Trust;
import java.time.InstantSource;

/**
 * What a driver may need to speak with its switch.
 *
 * @param names finds addresses
 * @param clock the engine's
 * @param modes how ports were on
 */
public record DriverTools(NameLookup names, InstantSource clock, PortModes modes) {

  /**
   * A client for one device that speaks HTTP.
   *
   * @param device the switch's name in the site file
   * @param trust how its certificate is judged
   */
  public RestClient rest(String device, Trust trust) {
    return new RestClient(device, trust, RestTiming.DEFAULT, names, clock);
  }
}
