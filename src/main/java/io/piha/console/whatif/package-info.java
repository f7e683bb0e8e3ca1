/** "What if it happened now?": a fault is chosen, and the answer is shown with its reasons. */
@NullMarked
package io.piha.console.whatif;

import org.jspecify.annotations.NullMarked;
