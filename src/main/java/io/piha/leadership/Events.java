package io.piha.leadership;

import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** What the library calls back with; hands on and returns. */
record Events(BrokerAddress broker, Connection.Receiver receiver, CompletableFuture<String> lost)
    implements MqttCallback {

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    @Nullable MqttException cause = response.getException();
    lost.complete(
        cause == null
            ? Trouble.reason(response.getReturnCode(), broker)
            : "lost: " + Trouble.words(cause, broker));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    receiver.arrived(topic, message);
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    // always followed by the end of the connection
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // each publication has its own listener
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // the one who connects is waiting for it
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // never asked for
  }
}
