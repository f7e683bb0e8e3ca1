package io.piha.recovery.staging;

/** Told how far a snapshot or a restore has come. */
public interface Progress {

  /** What happens now, in words. */
  void step(String now);

  /** How many bytes have been moved; a negative total is not known. */
  void moved(long now, long ofTotal);
}
