package io.piha.leadership;

import io.piha.arbiter.Order;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The orders this process sent lately, so that an echo is known for what it is. An order that
 * borrows one of our ids but says something else is not ours.
 */
final class SentOrders {
  private final int limit;
  private final Map<String, Gist> orders = new LinkedHashMap<>();

  private record Gist(Order.Verb verb, String host, long epoch) {
    static Gist of(Order order) {
      return new Gist(order.verb(), order.host(), order.epoch());
    }
  }

  SentOrders(int limit) {
    this.limit = limit;
  }

  synchronized void add(Order order) {
    orders.put(order.id(), Gist.of(order));
    if (orders.size() > limit) {
      orders.remove(orders.keySet().iterator().next());
    }
  }

  synchronized boolean contains(Order order) {
    return Gist.of(order).equals(orders.get(order.id()));
  }
}
