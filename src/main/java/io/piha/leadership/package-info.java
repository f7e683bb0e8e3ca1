/**
 * Leadership over MQTT: what hosts and operators say becomes signals, what was decided becomes
 * messages.
 *
 * <p>Nothing is decided here. {@link io.piha.leadership.Wire} turns payloads into values and values
 * into payloads, and never throws at whatever a stranger may publish. {@link
 * io.piha.leadership.MqttLink} carries them: one connection at a time, made anew after each loss,
 * proved alive by a message of our own that must come back, and with nothing queued across a
 * reconnect, because an order that is late is worse than one that is lost.
 *
 * <p>The client library underneath has known defects; each has one place here that keeps it away:
 * {@code PacketSieve} for what it misreads, {@code BrokerSocket} for sockets that wait, {@code
 * Connection} for waits without bounds and clients that cannot be used twice.
 */
@NullMarked
package io.piha.leadership;

import org.jspecify.annotations.NullMarked;
