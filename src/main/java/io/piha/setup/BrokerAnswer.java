package io.piha.setup;

/**
 * The MQTT broker.
 *
 * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}
 * @param username blank for none
 * @param password blank for none
 * @param caFile the authority to trust under {@code mqtts}; blank for the system's
 */
public record BrokerAnswer(String url, String username, String password, String caFile) {

  /** Without the password. */
  @Override
  public String toString() {
    return "BrokerAnswer[" + url + "]";
  }
}
