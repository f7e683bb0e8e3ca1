/**
 * Home Assistant as far as PiHA speaks with it, played on loopback for tests. The real program
 * cannot be installed beside a build. What is played follows what its developers have published
 * about its interface in 2026 (the WebSocket, the backup integration, the onboarding), with the
 * parts that have hurt others: an answer that says 200 and only then finds out that the key is
 * wrong, a job that is not a backup yet, a connection that goes while Core restarts. It proves that
 * we keep to that description; it does not prove that a certain release of Home Assistant does.
 */
@NullMarked
package io.piha.testing.ha;

import org.jspecify.annotations.NullMarked;
