/**
 * What every page of the console shares: the catalogue of screens, the texts, the way times are
 * said, the door through which snapshots reach the screen, and a few small nodes.
 *
 * <p>Colour is never chosen here. A node is given a {@link io.piha.console.kit.Tone}, which becomes
 * a pseudo-class, and the style sheets decide what it looks like in light and dark.
 */
@NullMarked
package io.piha.console.kit;

import org.jspecify.annotations.NullMarked;
