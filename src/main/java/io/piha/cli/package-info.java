/**
 * The command line, and the one place where everything is put together, by plain constructors.
 *
 * <p>{@link io.piha.cli.Main} is the entry; {@link io.piha.cli.ControlPlane} is the composition of
 * an active control plane. Nobody imports this package.
 */
@NullMarked
package io.piha.cli;

import org.jspecify.annotations.NullMarked;
