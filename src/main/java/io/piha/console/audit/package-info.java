/** The latest audit records: a list for the first page, and a page of its own with the details. */
@NullMarked
package io.piha.console.audit;

import org.jspecify.annotations.NullMarked;
