/**
 * The ways on which a message reaches a person: mail, webhooks in several services' formats, Home
 * Assistant. A channel sends once and says what came of it; when to try again is not its business.
 *
 * <p>To add one: its own folder with a {@link io.piha.alert.channel.ChannelKind}, and one line in
 * {@code META-INF/services/io.piha.site.AlertChannel}.
 */
@NullMarked
package io.piha.alert.channel;

import org.jspecify.annotations.NullMarked;
