/**
 * The timeline: what was heard, who led and what was done, drawn on a canvas straight from the
 * history store in as much detail as the width allows, and the playhead that turns every page to a
 * past moment.
 */
@NullMarked
package io.piha.console.timeline;

import org.jspecify.annotations.NullMarked;
