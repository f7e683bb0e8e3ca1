/** The page that shows commits on their way to the standby, and what holds them. */
@NullMarked
package io.piha.console.sync;

import org.jspecify.annotations.NullMarked;
