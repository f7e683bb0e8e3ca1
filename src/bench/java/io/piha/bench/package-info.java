/** How fast it is: figures printed by plain programs, run by {@code mvn -Pbench}. */
@NullMarked
package io.piha.bench;

import org.jspecify.annotations.NullMarked;
