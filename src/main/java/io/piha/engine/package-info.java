/**
 * The one loop on which everything is decided.
 *
 * <p>Adapters put {@link io.piha.arbiter.Signal}s into the {@link io.piha.engine.Inbox}; the loop
 * asks the arbiter, writes the decision to the journal, and only then hands the effects to the
 * {@link io.piha.engine.Effectors}. What people see is a {@link io.piha.engine.Snapshot}, an
 * immutable picture that is never asked anything.
 */
@NullMarked
package io.piha.engine;

import org.jspecify.annotations.NullMarked;
