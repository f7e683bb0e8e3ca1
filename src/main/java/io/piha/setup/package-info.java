/**
 * The first configuration: what a person answers becomes the text of {@code piha.yaml} and of the
 * secrets file, judged by the real loader before anything is written, and never written over what
 * is there. Peers that announce themselves in the network are found here too.
 */
@NullMarked
package io.piha.setup;

import org.jspecify.annotations.NullMarked;
