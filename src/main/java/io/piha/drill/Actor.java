package io.piha.drill;

import java.util.Optional;

/** Does harm to a real house, and takes it back. */
public interface Actor {

  /**
   * Why this step cannot be done here by itself; empty when it can.
   *
   * @param host the host meant
   */
  Optional<String> cannot(Step.Do step, String host);

  /**
   * Does it; returns when it is done.
   *
   * @throws Ground.Impossible when it was not done
   */
  void harm(Step.Do step, String host) throws Ground.Impossible, InterruptedException;

  /**
   * Takes it back; twice is no error.
   *
   * @throws Ground.Impossible when it was not taken back
   */
  void mend(Step.Do step, String host) throws Ground.Impossible, InterruptedException;
}
