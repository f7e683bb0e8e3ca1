package io.piha.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The script of the demo: all is well; {@code haos} hangs and does not survive its power cycle; the
 * standby takes over; {@code haos} is repaired; an operator asks it home.
 *
 * <p>The story breaks and mends the estate, and asks as an operator would, by MQTT. Whether the
 * house goes on it does not ask anybody: it watches broker and switch as an outsider can, and each
 * step counts only when it was seen there.
 */
public final class DemoStory {
  private final DemoEstate estate;
  private final DemoTimings time;
  private final String haos;
  private final String standby;
  private final Consumer<String> out;

  /**
   * @param out takes each line, in plain words with the time since the story began
   */
  public DemoStory(DemoEstate estate, Consumer<String> out) {
    this.estate = estate;
    this.time = estate.timings();
    this.haos = estate.haos().name();
    this.standby = estate.standby().name();
    this.out = out;
  }

  /** The time that one telling takes when all goes well, with some to spare. */
  public Duration expected() {
    return time.heartbeatTimeout()
        .multipliedBy(4)
        .plus(time.recoveryWait())
        .plus(time.probeTimeout().multipliedBy(2))
        .plus(time.partialGrace().dividedBy(4))
        .plus(time.bootTime().multipliedBy(2))
        .plusSeconds(25);
  }

  /**
   * Tells the story once; the engine should be running, or be about to.
   *
   * @param atMost the whole time it may take; what was not seen by then is missing
   */
  public StoryVerdict tell(Duration atMost) throws IOException, InterruptedException {
    Duration reading = time.offTime().dividedBy(8);
    try (WireWatch watch = new WireWatch(estate, reading)) {
      StoryTeller teller = new StoryTeller(watch, atMost, out);
      long epoch = healthy(watch, teller);
      lost(watch, teller, epoch, reading);
      home(watch, teller, epoch + 1);
      looksBack(watch, teller);
      return teller.verdict();
    }
  }

  /**
   * Tells the story again and again, with quiet times between, until the thread is interrupted. The
   * quiet is long enough for the power guard to allow the next cycle.
   */
  public void keepTelling() throws IOException, InterruptedException {
    while (true) {
      tell(expected().multipliedBy(4));
      TimeUnit.NANOSECONDS.sleep(time.minInterval().plus(time.recoveryWait()).toNanos());
    }
  }

  /** All is well. Returns the epoch that haos leads at. */
  private long healthy(WireWatch watch, StoryTeller teller) throws InterruptedException {
    Duration limit = slack(time.heartbeatTimeout().multipliedBy(2));
    teller.see(
        "the retained state names haos as leader",
        0,
        Sights.state("leader", haos, Optional.empty()),
        limit);
    long epoch = newestEpoch(watch);
    teller.see(
        "haos sends heartbeats and says that it leads at epoch " + epoch,
        0,
        Sights.leads(haos, epoch),
        limit);
    teller.see("the standby sends heartbeats", 0, Sights.beat(standby), limit);
    teller.see("the switch reads: port on, power delivered", 0, Sights.port(true), limit);
    int sound =
        teller.see(
            "the control plane is active and finds haos leading",
            0,
            Sights.status("normal", haos),
            limit);
    estate.containers().kill(DemoContainers.DATABASE);
    int killed =
        teller.see(
            "the database's container ends, and the control plane says so",
            sound,
            Sights.container(DemoContainers.DATABASE, "exited"),
            limit);
    estate.containers().start(DemoContainers.DATABASE);
    teller.see(
        "it runs again and is healthy",
        killed,
        Sights.container(DemoContainers.DATABASE, "healthy"),
        limit);
    teller.seeNone(
        "no host pays for that: nothing is ordered",
        sound,
        Sights.anyOrder(),
        time.heartbeatTimeout().plus(time.heartbeatEvery()));
    return epoch;
  }

  private void lost(WireWatch watch, StoryTeller teller, long epoch, Duration reading)
      throws InterruptedException {
    long next = epoch + 1;
    estate.haos().breakBoot();
    estate.haos().hang();
    teller.tell("haos hangs now: it takes connections and answers nothing.");
    int hung = watch.size();
    Duration verified = slack(time.heartbeatTimeout().plus(time.probeTimeout()));
    teller.see(
        "after the silence the state says that haos is being recovered",
        hung,
        Sights.state("recovering", haos, Optional.empty()),
        verified);
    int off = teller.see("the port of haos goes off", hung, Sights.port(false), verified);
    int on = teller.see("and on again", off, Sights.port(true), slack(time.offTime()));
    int cut =
        teller.see(
            "haos does not come back; its port goes off for good",
            on,
            Sights.port(false),
            slack(time.recoveryWait().plus(time.probeTimeout())));
    int none =
        teller.see(
            "nobody leads, and epoch " + next + " is made known",
            cut,
            Sights.nobody(next),
            slack(time.fenceProof().plus(time.probeTimeout())));
    teller.note(
        "before that the port was read as off for " + time.fenceProof().toMillis() + " ms",
        none > cut
            && cut > on
            && apart(watch, cut - 1, none - 1)
                    .plus(reading.multipliedBy(2))
                    .compareTo(time.fenceProof())
                >= 0
            && stillOff(watch, cut));
    int ordered =
        teller.see(
            "then the standby is ordered to lead at epoch " + next,
            none,
            Sights.order("promote", standby, next),
            slack(Duration.ZERO));
    Duration acknowledged = slack(time.orderAckTimeout());
    teller.see(
        "the standby says that it leads", ordered, Sights.leads(standby, next), acknowledged);
    teller.see(
        "the retained state names the standby as leader",
        ordered,
        Sights.state("leader", standby, Optional.of(next)),
        acknowledged);
    int over =
        teller.see(
            "the control plane says: failed over",
            ordered,
            Sights.status("failed_over", standby),
            acknowledged);
    teller.seeNone(
        "haos stays without power while the standby leads",
        over,
        Sights.port(true),
        time.heartbeatTimeout());
  }

  private void home(WireWatch watch, StoryTeller teller, long epoch) throws InterruptedException {
    long next = epoch + 1;
    estate.haos().repair();
    teller.tell("haos is repaired. An operator acknowledges the incident and asks for failback.");
    int asked = watch.size();
    ask(watch, teller, "ack");
    ask(watch, teller, "failback");
    Duration ready = slack(time.bootTime().plus(time.heartbeatTimeout()));
    int on = teller.see("the port of haos goes on", asked, Sights.port(true), ready);
    teller.see("haos is back and does not lead", on, Sights.passive(haos), ready);
    int demoted =
        teller.see(
            "the standby is ordered to stop leading",
            on,
            Sights.order("demote", standby, epoch),
            ready);
    Duration acknowledged = slack(time.orderAckTimeout());
    teller.see("the standby no longer leads", demoted, Sights.passive(standby), acknowledged);
    teller.see(
        "the state says: maintenance",
        demoted,
        Sights.state("maintenance", haos, Optional.empty())
            .or(Sights.state("maintenance", standby, Optional.empty())),
        acknowledged);
    int none =
        teller.see("epoch " + next + " is made known", demoted, Sights.nobody(next), acknowledged);
    int ordered =
        teller.see(
            "haos is ordered to lead at epoch " + next,
            none,
            Sights.order("promote", haos, next),
            acknowledged);
    teller.see("haos says that it leads", ordered, Sights.leads(haos, next), acknowledged);
    teller.see(
        "the retained state names haos as leader again",
        ordered,
        Sights.state("leader", haos, Optional.of(next)),
        acknowledged);
    teller.see(
        "the control plane says: all is normal",
        ordered,
        Sights.status("normal", haos),
        acknowledged);
  }

  /** Asks until the answer is yes: the control plane may still be closing the last step. */
  private void ask(WireWatch watch, StoryTeller teller, String cmd) throws InterruptedException {
    Duration patience = slack(time.heartbeatTimeout());
    Duration until = watch.now().plus(teller.shorter(patience));
    boolean accepted = false;
    while (!accepted && watch.now().compareTo(until) < 0) {
      String id = UUID.randomUUID().toString();
      int from = watch.size();
      String request =
          Json.object()
              .put("cmd", cmd)
              .put("id", id)
              .put("by", "demo")
              .put("reason", "the demo's story")
              .toString();
      watch.publish(Sights.COMMANDS, request, id);
      OptionalInt found =
          watch.await(
              from, Sights.answer(WireWatch.ANSWERS, id), teller.shorter(Duration.ofSeconds(6)));
      if (found.isPresent() && watch.at(found.getAsInt()) instanceof Sight.Message message) {
        accepted = message.json().filter(node -> node.path("accepted").asBoolean()).isPresent();
        if (!accepted) {
          teller.tell(
              "refused: " + message.json().flatMap(node -> Json.text(node, "why")).orElse("?"));
          TimeUnit.NANOSECONDS.sleep(teller.shorter(time.probeEvery()).toNanos());
        }
      }
    }
    teller.note("the request '" + cmd + "' is accepted", accepted);
  }

  /** What must hold over the whole story. */
  private static void looksBack(WireWatch watch, StoryTeller teller) {
    List<Sight> all = watch.all();
    teller.note(
        "the port went off twice: one cycle, one hold",
        all.stream().filter(Sights.port(false)).count() == 2);
    Map<Long, List<String>> promoted =
        all.stream()
            .filter(Sights.anyOrder())
            .map(Sight.Message.class::cast)
            .flatMap(message -> HostOrder.read(message.heard().payload()).stream())
            .filter(HostOrder::promote)
            .distinct()
            .collect(
                Collectors.groupingBy(
                    HostOrder::epoch, Collectors.mapping(HostOrder::host, Collectors.toList())));
    teller.note(
        "no epoch was given to two hosts",
        promoted.values().stream().allMatch(hosts -> hosts.size() == 1));
  }

  private static long newestEpoch(WireWatch watch) {
    return watch.all().stream()
        .flatMap(
            sight ->
                sight instanceof Sight.Message message
                        && message.heard().topic().equals(Sights.STATE)
                    ? message.json().flatMap(Json::epoch).stream()
                    : Stream.<Long>empty())
        .reduce((first, second) -> second)
        .orElse(DemoEstate.EPOCH);
  }

  private static Duration apart(WireWatch watch, int first, int second) {
    return watch.at(second).at().minus(watch.at(first).at());
  }

  private static boolean stillOff(WireWatch watch, int from) {
    return watch.portIsOff() && watch.all().stream().skip(from).noneMatch(Sights.port(true));
  }

  /** A bound for what should take this long: twice that and some for a busy machine. */
  private static Duration slack(Duration expected) {
    return expected.multipliedBy(2).plusSeconds(10);
  }
}
