package io.piha.drill;

/** Goes along with a drill: sees each step, lets it begin, and may end it. */
public interface Guide {

  /** Lets everything begin at once, and ends nothing. */
  Guide HANDS_OFF =
      new Guide() {
        @Override
        public void before(int step, String words) {}

        @Override
        public void after(int step, StepSeen seen) {}

        @Override
        public boolean isStopped() {
          return false;
        }
      };

  /**
   * Returns when that step may begin, or the drill is stopped.
   *
   * @param step from 0
   */
  void before(int step, String words) throws InterruptedException;

  /** That step is over. */
  void after(int step, StepSeen seen);

  /** Somebody wants the drill to end now. */
  boolean isStopped();
}
