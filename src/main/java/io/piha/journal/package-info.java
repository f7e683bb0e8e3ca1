/**
 * The store: what was decided, the audit chain, what is still owed to whom, and the history of
 * heartbeats.
 *
 * <p>Two SQLite files. {@code journal.db} is written with full synchronisation before anything is
 * done in the world; {@code history.db} takes the rest in batches, and losing its last seconds
 * harms nobody.
 */
@NullMarked
package io.piha.journal;

import org.jspecify.annotations.NullMarked;
