package io.piha.leadership;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/** What went wrong between us and the broker, in words that say what to look at. */
final class Trouble {
  private Trouble() {}

  /** Words for a failure. */
  static String words(@Nullable Throwable failure, BrokerAddress broker) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof MqttException mqtt && each.getCause() == null) {
        return reason(mqtt.getReasonCode(), broker);
      }
      String known = known(each, broker);
      if (!known.isEmpty()) {
        return known;
      }
    }
    return failure == null
        ? "the connection to " + broker + " ended"
        : broker + ": " + PlainText.shown(String.valueOf(failure.getMessage()));
  }

  private static String known(Throwable failure, BrokerAddress broker) {
    return switch (failure) {
      case UnknownHostException _ -> "no address is known for " + broker.host();
      case NoRouteToHostException _ -> "no route to " + broker;
      case ConnectException _ -> "connection refused by " + broker + ": is the broker running?";
      case SocketTimeoutException _, TimeoutException _ -> "no answer from " + broker + " in time";
      case EOFException _ ->
          broker + " closed the connection: not an MQTT 5 broker, or it wants (or has no) TLS";
      case CertificateExpiredException _ -> "the certificate of " + broker + " has expired";
      case CertPathBuilderException _ ->
          "the certificate of " + broker + " is not signed by a trusted authority: check ca_file";
      case CertificateException named when failure.getCause() == null ->
          "the certificate of " + broker + " does not fit: " + named.getMessage();
      case SSLException tls when failure.getCause() == null ->
          "TLS with " + broker + " failed: " + tls.getMessage();
      default -> "";
    };
  }

  /** Words for a reason code, of MQTT 5 or of the client library. */
  static String reason(int code, BrokerAddress broker) {
    return switch (code) {
      case 0x81, 0x82 -> broker + " calls our packet malformed";
      case 0x84 -> broker + " does not speak MQTT 5";
      case 0x85 -> broker + " does not accept our client id";
      case 0x86 -> broker + " refuses the user name or password: check mqtt.username and password";
      case 0x87 -> broker + " says not authorized: check mqtt.username, password and its ACL";
      case 0x88, 0x89 -> broker + " is unavailable or busy";
      case 0x8a -> broker + " has banned us";
      case 0x8b -> broker + " is shutting down";
      case 0x8d -> broker + " heard nothing from us for too long";
      case 0x8e -> "another client with our id took over the session at " + broker;
      case 0x95 -> broker + " finds our packet too large";
      case 0x97 -> broker + " says that a quota is exceeded";
      case 0x9a -> broker + " does not keep retained messages";
      case MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED,
          MqttClientException.REASON_CODE_CONNECTION_LOST,
          MqttClientException.REASON_CODE_CLIENT_DISCONNECTING ->
          "the connection to " + broker + " was lost";
      case MqttClientException.REASON_CODE_CLIENT_TIMEOUT ->
          "no answer from " + broker + " in time";
      default ->
          broker
              + " answered with reason code 0x"
              + Integer.toHexString(code).toLowerCase(Locale.ROOT);
    };
  }
}
