/**
 * TP-Link Omada switches, through their controller: the Open API with a client, or the API of its
 * web pages with an account.
 */
@NullMarked
package io.piha.poe.omada;

import org.jspecify.annotations.NullMarked;
