package io.piha.demo;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Paho's callbacks, which only enqueue. An empty entry means that the connection is over. */
final class LinkInbox implements MqttCallback {
  private final BlockingQueue<Optional<Heard>> inbox;

  LinkInbox(BlockingQueue<Optional<Heard>> inbox) {
    this.inbox = inbox;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
    inbox.offer(Optional.of(new Heard(topic, payload, message.isRetained())));
  }

  @Override
  public void disconnected(MqttDisconnectResponse why) {
    while (!inbox.offer(Optional.empty())) {
      inbox.poll();
    }
  }

  @Override
  public void mqttErrorOccurred(MqttException error) {
    // An error that ends the connection is followed by disconnected().
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Nobody waits for it.
  }

  @Override
  public void connectComplete(boolean reconnect, String broker) {
    // The link subscribes when its own connect attempt returns.
  }

  @Override
  public void authPacketArrived(int reason, MqttProperties properties) {
    // The demo's broker is open to all.
  }
}
