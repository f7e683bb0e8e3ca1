/**
 * What the drivers that speak HTTP have in common: one call at a time to a device, each within a
 * bound and with a greatest length, never repeated by itself, never redirected, and told in words
 * that hold no secret.
 */
@NullMarked
package io.piha.poe.rest;

import org.jspecify.annotations.NullMarked;
