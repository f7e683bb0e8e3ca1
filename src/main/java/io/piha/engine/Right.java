package io.piha.engine;

/**
 * Whether this control plane may act at this very moment (rule S13). Asked immediately before
 * anything leaves the process, from any thread; answers at once, from its own clock alone.
 */
@FunctionalInterface
public interface Right {

  /** Nobody else could act: the data folder is locked, on the only machine. */
  Right ALWAYS = () -> true;

  /** False once it is lost; it does not come back. */
  boolean holds();
}
