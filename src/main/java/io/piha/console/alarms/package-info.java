/**
 * Alarms after the practice of control rooms (ISA-18.2): what needs a person stays until it is
 * acknowledged, says what to do, can be set aside for a time but never for ever, and is counted, so
 * that alarms that cry wolf are found.
 */
@NullMarked
package io.piha.console.alarms;

import org.jspecify.annotations.NullMarked;
