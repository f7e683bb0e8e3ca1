/** The configuration: what is in force and from which line, whether its peers answer, a change. */
@NullMarked
package io.piha.console.settings;

import org.jspecify.annotations.NullMarked;
