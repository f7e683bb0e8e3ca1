package io.piha.site;

/** Whether a promotion may go on when the fence cannot be had. */
public enum Unfenced {
  ALLOW,
  BLOCK
}
