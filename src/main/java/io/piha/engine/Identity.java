package io.piha.engine;

import java.util.OptionalLong;

/**
 * Who this control plane is.
 *
 * @param id stable for one data folder
 * @param site the site's name
 * @param version of the program
 * @param term of the lease by which it acts; empty where it needs none
 */
public record Identity(String id, String site, String version, OptionalLong term) {

  /** One that needs no lease. */
  public Identity(String id, String site, String version) {
    this(id, site, version, OptionalLong.empty());
  }
}
