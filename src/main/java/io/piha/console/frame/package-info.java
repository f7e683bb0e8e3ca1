/**
 * The window around the pages: the rail with the pages that exist, the theme, the sheets that lie
 * over everything (shortcuts, closing), and the clock that moves rings and countdowns between two
 * snapshots.
 */
@NullMarked
package io.piha.console.frame;

import org.jspecify.annotations.NullMarked;
