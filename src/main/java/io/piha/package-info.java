/** PiHA: a high-availability control plane and operator console for Home Assistant. */
@NullMarked
package io.piha;

import org.jspecify.annotations.NullMarked;
