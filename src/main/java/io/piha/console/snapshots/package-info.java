/** The page with the staged snapshots of each host, and with what is being done to a host. */
@NullMarked
package io.piha.console.snapshots;

import org.jspecify.annotations.NullMarked;
