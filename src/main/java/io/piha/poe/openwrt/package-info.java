/** Switches with OpenWrt and realtek-poe, over ubus as uhttpd offers it (JSON-RPC). */
@NullMarked
package io.piha.poe.openwrt;

import org.jspecify.annotations.NullMarked;
