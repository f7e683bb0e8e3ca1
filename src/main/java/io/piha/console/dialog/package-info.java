/**
 * The one kind of dialog that stands before every act with consequences.
 *
 * <p>It says what will happen and what stands against it, asks for a reason and then for a
 * deliberate gesture in proportion to the danger. It is bound to the service's revision it was
 * computed from and computes anew when the world moves. After the act it stays open and tells the
 * outcome step by step, as following snapshots show it; it never assumes that an act succeeded.
 */
@NullMarked
package io.piha.console.dialog;

import org.jspecify.annotations.NullMarked;
