/** The list of the switches' ports, shown wherever a host is mapped to one. */
@NullMarked
package io.piha.console.ports;

import org.jspecify.annotations.NullMarked;
