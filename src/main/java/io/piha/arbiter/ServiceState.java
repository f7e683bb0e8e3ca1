package io.piha.arbiter;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One service: its policy, its book, and what is known of its hosts.
 *
 * @param vitals in the order of the policy's hosts
 * @param unknown heartbeats from unknown hosts and unreadable messages, counted by name
 * @param revision changes with leader, epoch, phase, frozen, or any verdict or plan
 * @param upkeep what the mirror and the snapshots last told
 */
public record ServiceState(
    ServicePolicy policy,
    Book book,
    List<Vitals> vitals,
    Map<String, Long> unknown,
    long revision,
    Upkeep upkeep) {

  /** What is known of that host's life. */
  public Vitals vitals(String host) {
    int place = policy.place(host);
    return place < 0 ? Vitals.NOTHING : vitals.get(place);
  }

  static ServiceState fresh(ServicePolicy policy) {
    return of(policy, Book.empty(), 1);
  }

  static ServiceState of(ServicePolicy policy, Book book, long revision) {
    return new ServiceState(
        policy,
        book,
        policy.hosts().stream().map(host -> remembered(book.absences().get(host.name()))).toList(),
        Map.of(),
        revision,
        Upkeep.NOTHING);
  }

  /** An announced absence outlives a restart of the engine (S22). */
  private static Vitals remembered(Book.@Nullable Leave leave) {
    return leave == null ? Vitals.NOTHING : Vitals.NOTHING.announced(leave.kind(), leave.until());
  }
}
