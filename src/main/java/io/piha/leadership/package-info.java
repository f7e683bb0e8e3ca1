/**
 * Leadership over MQTT: what hosts and operators say becomes signals, what was decided becomes
 * messages.
 *
 * <p>Nothing is decided here. {@link io.piha.leadership.Wire} turns payloads into values and values
 * into payloads, and never throws at whatever a stranger may publish.
 */
@NullMarked
package io.piha.leadership;

import org.jspecify.annotations.NullMarked;
