/** Opens the driver that a site file names. To add one: its own folder, and one line here. */
@NullMarked
package io.piha.poe.drivers;

import org.jspecify.annotations.NullMarked;
