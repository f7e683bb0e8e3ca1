/**
 * The configuration: what one {@code piha.yaml} says, checked as a whole before anything starts.
 *
 * <p>{@link io.piha.site.SiteLoader} reads the file into a tree that keeps line and column, walks
 * it section by section, and gives either a {@link io.piha.site.Site} or every mistake at once as
 * {@link io.piha.site.Finding}s. A {@code Site} is a tree of immutable records in which every
 * default is filled in, so nobody downstream has to know one; what is optional in the file and has
 * no default is an {@code Optional}. Passwords and tokens are {@link io.piha.site.Secret}s,
 * addresses and commands that may hold one are {@link io.piha.site.SecretText}s: both can be passed
 * around and printed without harm, and only {@code reveal()} gives the value. {@link
 * io.piha.site.SiteWatch} notices that the file changed and hands on what it says now; what to do
 * about it is decided elsewhere.
 */
@NullMarked
package io.piha.site;

import org.jspecify.annotations.NullMarked;
