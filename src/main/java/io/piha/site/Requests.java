package io.piha.site;

/** Who may ask over MQTT. */
public enum Requests {
  /** Only operators who sign with their key. */
  SIGNED,
  /** Anyone whom the broker lets publish. */
  OPEN
}
