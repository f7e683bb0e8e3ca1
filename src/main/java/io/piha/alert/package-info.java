/**
 * Tells people. Audit records go through the {@code rules}, which decide what is worth a message;
 * what they say is stored in the outbox together with their memory, and one postman for each {@code
 * channel} brings it out in order, for as long as it takes.
 *
 * <p>Nothing here decides about the house, and nothing here makes the engine wait: it reads the
 * journal by itself and keeps its own place in it.
 */
@NullMarked
package io.piha.alert;

import org.jspecify.annotations.NullMarked;
