package io.piha.rules;

/** The rules that decisions obey, by the numbers that records, tests and docs name them with. */
public enum Rule {
  S1("an epoch is given to one host only, grows, and is known outside before the order leaves"),
  S2("no promotion while the leader shows life"),
  S3("no automatic promotion without the fence that is configured"),
  S4("no port is cycled more often than its guard allows, nor for a host that is not on it"),
  S5("nothing automatic while blind"),
  S6("nothing automatic is promoted or fenced while frozen"),
  S7("only a fit host is promoted by itself"),
  S8("power that is owed is given back in time"),
  S9("what is done outside is on disk before"),
  S10("what must not happen twice is begun once"),
  S11("an act whose time has passed is dropped"),
  S12("life of the leader ends what was begun against it"),
  S13("one control plane acts; who loses the lease has stopped before another begins"),
  S14("a replayed, repeated or outdated request has no effect"),
  S15("a failback never leaves the house without a leader"),
  S16("in a conflict the holder of the epoch is never demoted or fenced"),
  S17("a commit reaches the standby only after it has stood its window in health"),
  S18("no secret in anything that is said or kept"),
  S19("nothing is done before the first look is over"),
  S20("no jump of the wall clock causes, hastens or delays a decision"),
  S21("two hosts never act at once after an automatic promotion"),
  S22("nothing automatic against a host that announced its absence"),
  S23("nobody who could live is left without power while nobody leads"),
  S24("no more automatic promotions than a day allows"),
  S26("every signal has an answer in every phase"),
  L1("a silent leader is suspected in time"),
  L2("a dead leader is followed in time"),
  L4("what is retained at the broker becomes true again"),
  L5("a control plane goes on with what is owed, or another does"),
  L6("two claimants become one, or a person is told"),
  L8("every request is answered"),
  L9("a house without a leader gets one, or a person is told"),
  L10("a house without a leader is led again once a host is fit"),
  L14("no single fault of an observer moves the power or the leadership");

  private final String words;

  Rule(String words) {
    this.words = words;
  }

  /** The rule in a sentence. */
  public String words() {
    return words;
  }
}
