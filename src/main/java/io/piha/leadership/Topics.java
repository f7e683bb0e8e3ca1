package io.piha.leadership;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** The topics that belong to no service, and how each topic is subscribed. */
final class Topics {
  static final String STATUS = "piha/control/status";
  static final String EVENTS = "piha/control/events";

  /** Mosquitto's and others' own; a broker may have none, and may let nobody read it. */
  static final String UPTIME = "$SYS/broker/uptime";

  private static final String ECHO = "piha/control/echo/";

  private Topics() {}

  static String echo(String clientId) {
    return ECHO + clientId;
  }

  /** All that the link listens to; the retain flag of {@code cmd} tells a retained request. */
  static List<MqttSubscription> of(LinkSettings settings) {
    List<MqttSubscription> all = new ArrayList<>();
    all.add(new MqttSubscription(echo(settings.clientId()), 1));
    MqttSubscription status = new MqttSubscription(STATUS, 1);
    status.setNoLocal(true);
    all.add(status);
    for (ServiceTopics each : settings.services()) {
      // nothing is lost by not confirming a heartbeat, and it comes by the short way
      all.add(new MqttSubscription(each.heartbeat(), 0));
      all.add(new MqttSubscription(each.state(), 1));
      all.add(new MqttSubscription(each.freeze(), 1));
      MqttSubscription cmd = new MqttSubscription(each.cmd(), 1);
      cmd.setRetainAsPublished(true);
      cmd.setNoLocal(true);
      all.add(cmd);
    }
    return all;
  }
}
