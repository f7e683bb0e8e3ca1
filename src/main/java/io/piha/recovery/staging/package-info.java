/**
 * Where snapshots lie: written beside, read back whole, made durable, and only then called by their
 * name; old ones taken away again. And the tar format, in which they are kept, read without belief.
 */
@NullMarked
package io.piha.recovery.staging;

import org.jspecify.annotations.NullMarked;
