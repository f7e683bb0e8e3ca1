package io.piha.site;

/** Whether a host leads when all is well, or waits. */
public enum Role {
  PRIMARY,
  STANDBY
}
