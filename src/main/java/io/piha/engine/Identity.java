package io.piha.engine;

/**
 * Who this control plane is.
 *
 * @param id stable for one data folder
 * @param site the site's name
 * @param version of the program
 */
public record Identity(String id, String site, String version) {}
