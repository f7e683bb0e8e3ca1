package io.piha.leadership;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttPingSender;
import org.eclipse.paho.mqttv5.client.internal.ClientComms;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** The library's client on a socket of ours; good for one connection, then thrown away. */
final class SievedClient extends MqttAsyncClient {
  private final BrokerSocket socket;

  /**
   * A stack trace for each lost connection, of which the link tells in words. Held, else forgotten.
   */
  private final Logger chatter = Logger.getLogger("org.eclipse.paho.mqttv5.client");

  SievedClient(BrokerSocket socket, String clientId) throws MqttException {
    super(socket.getServerURI(), clientId, new MemoryPersistence(), new NoPings(), null);
    this.chatter.setLevel(Level.OFF);
    this.socket = socket;
  }

  @Override
  protected NetworkModule[] createNetworkModules(String address, MqttConnectionOptions options) {
    return new NetworkModule[] {socket};
  }

  /** Our own echoes keep the connection alive and tell more than a ping does. */
  private static final class NoPings implements MqttPingSender {
    @Override
    public void init(ClientComms comms) {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void schedule(long delayInMilliseconds) {}
  }
}
