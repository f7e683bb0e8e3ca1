/**
 * The audit log's way to a syslog server (RFC 5424) and into the systemd journal.
 *
 * <p>Order and catching up are the journal's affair ({@link io.piha.journal.RecordFeed}); here is
 * how a record is written and how it is handed over.
 */
@NullMarked
package io.piha.report.syslog;

import org.jspecify.annotations.NullMarked;
