package io.piha.site;

/**
 * A place in a file.
 *
 * @param file its path
 * @param line from 1; 0 when it is the file as a whole
 * @param column from 1; 0 when it is the file as a whole
 */
public record Origin(String file, int line, int column) {

  /** In the form {@code file:line:column}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ":" + column : file;
  }
}
