/**
 * Measurements to InfluxDB 2: every audit record as a point, and how each host stands, every ten
 * seconds.
 */
@NullMarked
package io.piha.report.influx;

import org.jspecify.annotations.NullMarked;
