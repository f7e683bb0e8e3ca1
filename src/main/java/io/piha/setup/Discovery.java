package io.piha.setup;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for Home Assistant and brokers by multicast DNS (RFC 6762), for a bounded time. */
public final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final int MOST = 64;

  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final List<JmDNS> ears = new ArrayList<>();

  private Discovery() {}

  /**
   * Asks on every network of this machine and listens.
   *
   * @param time how long; it is used up, for nobody knows who else would answer
   * @return what was heard, by name
   * @throws IOException in a person's words when no network here lets itself be asked
   */
  public static List<Found> look(Duration time) throws IOException, InterruptedException {
    return look(addresses(), time);
  }

  /** The same from these addresses of this machine. */
  static List<Found> look(List<InetAddress> from, Duration time)
      throws IOException, InterruptedException {
    Discovery discovery = new Discovery();
    try {
      discovery.listen(from);
      boolean _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
      return discovery.found.values().stream().distinct().sorted().limit(MOST).toList();
    } finally {
      discovery.leave();
    }
  }

  private void listen(List<InetAddress> from) throws IOException {
    String why = "no network interface here does multicast";
    for (InetAddress each : from) {
      try {
        JmDNS ear = JmDNS.create(each, "piha-setup");
        ears.add(ear);
        for (Announced service : Announced.values()) {
          ear.addServiceListener(service.type(), new Ear(service));
        }
      } catch (IOException e) {
        LOG.debug("mDNS from {}", each, e);
        why = String.valueOf(e.getMessage());
      }
    }
    if (ears.isEmpty()) {
      throw new IOException(
          "the network cannot be asked who is there (" + why + "); write the address instead");
    }
  }

  /** Saying goodbye takes seconds, and nobody needs to wait for it. */
  private void leave() {
    List<JmDNS> open = List.copyOf(ears);
    Thread.ofVirtual()
        .name("mdns-goodbye")
        .start(
            () -> {
              for (JmDNS each : open) {
                try {
                  each.close();
                } catch (IOException e) {
                  LOG.debug("closing mDNS", e);
                }
              }
            });
  }

  private static List<InetAddress> addresses() throws SocketException {
    List<InetAddress> own = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && each.supportsMulticast() && !each.isLoopback()) {
        each.inetAddresses().filter(Inet4Address.class::isInstance).limit(1).forEach(own::add);
      }
    }
    return own;
  }

  /** Hears one kind of service, and asks on for its address; what else it says may come later. */
  private final class Ear implements ServiceListener {
    private final Announced service;

    private Ear(Announced service) {
      this.service = service;
    }

    @Override
    public void serviceAdded(ServiceEvent event) {
      event.getDNS().requestServiceInfo(event.getType(), event.getName(), true);
    }

    @Override
    public void serviceRemoved(ServiceEvent event) {}

    @Override
    public void serviceResolved(ServiceEvent event) {
      ServiceInfo info = event.getInfo();
      boolean whole = info.getPropertyNames().hasMoreElements();
      String key = service + " " + event.getName();
      if (whole || (!found.containsKey(key) && found.size() < MOST)) {
        service.read(info).ifPresent(each -> found.put(key, each));
      }
    }
  }
}
