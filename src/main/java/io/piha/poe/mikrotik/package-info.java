/** MikroTik switches and routers with RouterOS 7, over its REST interface. */
@NullMarked
package io.piha.poe.mikrotik;

import org.jspecify.annotations.NullMarked;
