package io.piha.site;

import java.nio.file.Path;

/**
 * What all readers of one file share.
 *
 * @param report takes the findings
 * @param placeholders fills in {@code ${secret:…}} and {@code ${env:…}}
 * @param folder what relative paths are relative to
 */
record Reading(Report report, Placeholders placeholders, Path folder) {}
