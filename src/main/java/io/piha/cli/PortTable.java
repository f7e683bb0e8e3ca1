package io.piha.cli;

import io.piha.console.kit.PortBoard;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A switch's ports for {@code piha check}. */
final class PortTable {

  private final PrintWriter out;

  PortTable(PrintWriter out) {
    this.out = out;
  }

  void print(PortBoard board) {
    if (board.ports().isEmpty()) {
      if (!board.trouble().isEmpty()) {
        out.println("  ports of " + board.device() + " are not told: " + board.trouble());
      }
      return;
    }
    if (!board.trouble().isEmpty()) {
      out.println("  " + board.trouble());
    }
    out.println("  ports of " + board.device() + ":");
    board.ports().forEach(this::row);
    for (PortBoard.Port port : board.ports()) {
      port.advice().forEach(each -> out.println("    port " + port.port() + ": " + each));
    }
  }

  private void row(PortBoard.Port port) {
    List<String> notes = new ArrayList<>();
    port.powers().forEach(each -> notes.add("powers " + each));
    if (!port.seen().isEmpty()) {
      notes.add(
          "sees "
              + String.join(", ", port.named())
              + (port.unnamed() > 0 ? " and " + port.unnamed() + " more" : ""));
    }
    out.println(
        String.format(
                Locale.ROOT,
                "    %-8s %-14s %-8s %-14s %8s  %-9s %s",
                port.port(),
                port.label(),
                port.word(),
                port.word().equals("unknown")
                    ? "not told"
                    : port.delivers() ? "delivering" : "no power",
                port.watts(),
                port.powerClass(),
                String.join("; ", notes))
            .stripTrailing());
  }
}
