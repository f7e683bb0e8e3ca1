/**
 * A whole house in one process: a broker, two hosts that can lead, a PoE switch that really cuts
 * the power of the host behind it, a sink for alerts and a Git repository.
 *
 * <p>The estate is there to be led by the real engine, so it speaks over real sockets on loopback
 * and knows nothing but the outside contract: topics and messages, HTTP answers as Home Assistant
 * gives them, the port table of RFC 3621. Nothing in here reaches into the engine, and the engine
 * cannot tell this house from another one.
 *
 * <p>{@link io.piha.demo.DemoEstate} puts it together in a temporary folder and writes the site
 * file for it. Everything in it can be told to fail, in the way that the real thing fails. {@link
 * io.piha.demo.DemoStory} is the script: it breaks and mends things, and watches on the wire, as
 * any outsider could, whether the house goes on.
 *
 * <p>Time runs {@code speed} times as fast as in a real house; {@link io.piha.demo.DemoTimings} is
 * the one place that knows how long things take.
 */
@NullMarked
package io.piha.demo;

import org.jspecify.annotations.NullMarked;
