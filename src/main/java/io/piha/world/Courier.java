package io.piha.world;

import io.piha.arbiter.Order;
import java.util.function.Consumer;

/** The last stretch of an order to a host, on which it may be lost, doubled or overtaken. */
final class Courier {

  private final World world;
  private final Line line;
  private final Consumer<Order> host;

  /** So many of the next orders do not arrive. */
  int lost;

  /** Each order arrives twice. */
  boolean twice;

  /** For so many milliseconds an order that comes now is under way. */
  long late;

  Courier(World world, Line line, Consumer<Order> host) {
    this.world = world;
    this.line = line;
    this.host = host;
  }

  void bring(Order order) {
    if (lost > 0) {
      lost--;
      return;
    }
    Runnable arrive = () -> line.down(() -> host.accept(order));
    if (late > 0) {
      world.agenda.in(late, arrive);
    } else {
      arrive.run();
    }
    if (twice) {
      arrive.run();
    }
  }
}
