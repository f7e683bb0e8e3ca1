/**
 * The decision core: who leads, what is recovered, when a port is cut, and why.
 *
 * <p>Everything here is a pure function of values: {@code (state, signal, time) → (state, effects,
 * entries)}. No input or output, no clock, no thread, no randomness; only the JDK's value types.
 * The engine owns the state, writes each decision down and then carries out its effects; what came
 * of them returns as another {@link io.piha.arbiter.Signal}. So the simulator, a dry run, a replay
 * and the running house all ask the very same code.
 */
@NullMarked
package io.piha.arbiter;

import org.jspecify.annotations.NullMarked;
