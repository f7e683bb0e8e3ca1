/**
 * A switch that is told by requests written out in the site file, with a regular expression that
 * tells on from off in the answer.
 */
@NullMarked
package io.piha.poe.http;

import org.jspecify.annotations.NullMarked;
