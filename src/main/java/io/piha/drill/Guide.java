package io.piha.drill;

/** Goes along with a drill: sees each step, lets it begin, and may end it. */
interface Guide {

  /** Lets everything begin at once, and ends nothing. */
  Guide HANDS_OFF =
      new Guide() {
        @Override
        public void before(Begun begun, String words) {}

        @Override
        public void harming(Begun begun) {}

        @Override
        public void after(Begun begun, StepSeen seen) {}

        @Override
        public void goingBack(String why) {}

        @Override
        public boolean isStopped() {
          return false;
        }
      };

  /**
   * Returns when the next step may begin, or the drill is stopped.
   *
   * @param begun how far it has come
   * @param words what the step is
   */
  void before(Begun begun, String words) throws InterruptedException;

  /** Harm will be done in a moment; it counts as done from now on. */
  void harming(Begun begun);

  /** A step is over. */
  void after(Begun begun, StepSeen seen);

  /** No further step is played. */
  void goingBack(String why);

  /** Somebody wants the drill to end now. */
  boolean isStopped();
}
