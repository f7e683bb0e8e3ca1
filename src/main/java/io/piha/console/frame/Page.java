package io.piha.console.frame;

/** The pages that exist, in the order of the rail and of Ctrl+1 … */
public enum Page {
  OVERVIEW,
  AUDIT
}
