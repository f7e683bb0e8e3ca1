package io.piha.demo;

import java.util.Optional;

/**
 * An order to a host. What carries no readable epoch is no order but a request, which is not for
 * hosts.
 *
 * @param promote true: lead; false: stop leading
 */
record HostOrder(boolean promote, String host, long epoch) {
  static Optional<HostOrder> read(String payload) {
    return Json.read(payload)
        .flatMap(
            node ->
                Json.text(node, "cmd")
                    .filter(cmd -> cmd.equals("promote") || cmd.equals("demote"))
                    .flatMap(
                        cmd ->
                            Json.text(node, "host")
                                .flatMap(
                                    host ->
                                        Json.epoch(node)
                                            .map(
                                                epoch ->
                                                    new HostOrder(
                                                        cmd.equals("promote"), host, epoch)))));
  }
}
