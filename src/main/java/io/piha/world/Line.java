package io.piha.world;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * One client's connection to the broker, as TCP makes it: what is sent into a cut waits, and is
 * delivered late or not at all; a cut is noticed only after a while; the client comes back by
 * itself.
 */
final class Line {

  /** A cut that lasts longer is noticed, and the connection given up. */
  private static final long NOTICED_AFTER = 15_000;

  /** What a socket's buffers hold. */
  private static final int STUCK_LIMIT = 200;

  private final World world;
  private final String party;
  private final Runnable connectedNow;
  private final Consumer<String> lostNow;
  private final ArrayDeque<Runnable> stuckUp = new ArrayDeque<>();
  private final ArrayDeque<Runnable> stuckDown = new ArrayDeque<>();
  private boolean wanted;
  private boolean connected;
  private int connection;
  private boolean changing;

  Line(World world, String party, Runnable connectedNow, Consumer<String> lostNow) {
    this.world = world;
    this.party = party;
    this.connectedNow = connectedNow;
    this.lostNow = lostNow;
  }

  boolean isConnected() {
    return connected;
  }

  /** The client runs and wants to be connected. */
  void start() {
    wanted = true;
    reconsider();
  }

  /** It has been connected for long. */
  void isThere() {
    wanted = true;
    connected = true;
    world.broker.sessions.add(this);
  }

  /** The client is gone; nobody is told. */
  void stop() {
    wanted = false;
    connected = false;
    drop();
  }

  private void drop() {
    connection++;
    changing = false;
    stuckUp.clear();
    stuckDown.clear();
  }

  private boolean works() {
    return world.broker.up && world.links.between(party, Links.BROKER);
  }

  /** Something between the client and the broker has changed. */
  void reconsider() {
    if (!wanted || changing) {
      return;
    }
    if (connected && works()) {
      flush();
    } else if (connected) {
      // A process that ends says so; a cut cable does not.
      boolean told = !world.broker.up && world.links.between(party, Links.BROKER);
      change(told ? 50 : NOTICED_AFTER, () -> lose(told ? "connection closed" : "no answer"));
    } else if (works()) {
      change(world.calm ? 1_000 : world.chance.between(500, 10_000), this::connect);
    }
  }

  private void change(long after, Runnable act) {
    changing = true;
    int was = connection;
    world.agenda.in(
        after,
        () -> {
          if (was == connection) {
            changing = false;
            act.run();
          }
        });
  }

  private void lose(String why) {
    if (works() && world.broker.sessions.contains(this)) {
      flush();
      return;
    }
    connected = false;
    world.broker.sessions.remove(this);
    drop();
    lostNow.accept(why);
    reconsider();
  }

  private void connect() {
    if (!wanted || !works()) {
      reconsider();
      return;
    }
    connection++;
    connected = true;
    world.broker.sessions.add(this);
    connectedNow.run();
  }

  /** The broker, or the client's own keep-alive, ends it. */
  void end(String why) {
    if (connected) {
      connected = false;
      world.broker.sessions.remove(this);
      drop();
      lostNow.accept(why);
      reconsider();
    }
  }

  /** A message to the broker; false when there is no connection to send it on. */
  boolean up(Runnable atBroker) {
    if (!connected) {
      return false;
    }
    if (world.broker.up && world.links.open(party, Links.BROKER) && stuckUp.isEmpty()) {
      travel(atBroker, true);
    } else if (stuckUp.size() < STUCK_LIMIT) {
      stuckUp.add(atBroker);
    }
    return true;
  }

  /** A message from the broker. */
  void down(Runnable atClient) {
    if (!connected) {
      return;
    }
    if (world.links.open(Links.BROKER, party) && stuckDown.isEmpty()) {
      travel(atClient, false);
    } else if (stuckDown.size() < STUCK_LIMIT) {
      stuckDown.add(atClient);
    }
  }

  private void travel(Runnable act, boolean up) {
    int was = connection;
    world.agenda.in(
        world.broker.latency(),
        () -> {
          if (was == connection && (!up || world.broker.up)) {
            act.run();
          }
        });
  }

  private void flush() {
    while (!stuckUp.isEmpty()) {
      travel(stuckUp.removeFirst(), true);
    }
    while (!stuckDown.isEmpty()) {
      travel(stuckDown.removeFirst(), false);
    }
  }
}
