/** The drills page: scenarios, rehearsals played on the tiles, live drills step by step. */
@NullMarked
package io.piha.console.drills;

import org.jspecify.annotations.NullMarked;
