/**
 * A whole house on a virtual clock around the real decision loop: one seed, one world, one outcome.
 */
@NullMarked
package io.piha.world;

import org.jspecify.annotations.NullMarked;
