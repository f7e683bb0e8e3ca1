package io.piha.setup;

import io.piha.site.Finding;

/** A part of the answers, in the order in which they are asked. */
public enum Section {
  BROKER("site|mqtt"),
  PRIMARY("services"),
  STANDBY("services"),
  POWER("services|switches|witnesses"),
  CONTAINERS("containers"),
  ALERTS("alerts"),
  ALL(".*");

  private final String paths;

  /**
   * @param paths the heads of the paths it concerns, as a regular expression
   */
  Section(String paths) {
    this.paths = "(" + paths + ")";
  }

  /** Whether a finding is about what this part asks. */
  boolean concerns(Finding finding) {
    return finding.path().matches(paths + "([.\\[].*)?");
  }
}
