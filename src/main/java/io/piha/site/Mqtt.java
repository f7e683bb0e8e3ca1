package io.piha.site;

import java.util.Optional;

/**
 * The broker.
 *
 * @param broker its address
 * @param tls whether the connection is {@code mqtts}
 * @param username the user to connect as
 * @param password that user's password
 * @param files what TLS needs
 */
public record Mqtt(
    HostPort broker,
    boolean tls,
    Optional<SecretText> username,
    Optional<Secret> password,
    ClientTls files) {

  /** In the form of the file: {@code mqtt://host:port} or {@code mqtts://host:port}. */
  public String url() {
    return (tls ? "mqtts://" : "mqtt://") + broker;
  }
}
