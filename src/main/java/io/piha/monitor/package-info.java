/**
 * Looks at the outside: probes of hosts and witnesses of the network, as signals for the engine.
 *
 * <p>A probe judges content and not only the status code, for on a real Home Assistant OS the
 * observer answers 200 to everything, also while the Supervisor is dead, and a 401 of the API does
 * not prove that Core runs. Nothing is decided here; each look ends within its bound and says what
 * it saw.
 */
@NullMarked
package io.piha.monitor;

import org.jspecify.annotations.NullMarked;
