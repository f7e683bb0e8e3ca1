package io.piha.alert.channel;

import io.piha.site.Alert;
import io.piha.site.AlertChannel;
import java.util.List;

/** One kind of way to a person: how it stands in the file, and how a message is sent on it. */
public interface ChannelKind extends AlertChannel {

  /**
   * The lanes of an alert: one, or one for each receiver, so that a full mailbox holds up nobody
   * else. Nothing is sent yet.
   *
   * @param alert one that this kind has read
   */
  List<Lanes.Lane> open(Alert alert, ChannelTools tools);
}
