package io.piha.site;

/**
 * One mistake or doubt in a configuration, in the form a person can act on. No text of it ever
 * holds a secret's value.
 *
 * @param file the file it stands in
 * @param line from 1; 0 when it concerns the file as a whole
 * @param column from 1; 0 when it concerns the file as a whole
 * @param severity whether anything may start
 * @param path the place in words of the file, e.g. {@code services.home-assistant.hosts.haos}
 * @param message what is wrong
 * @param remedy how to mend it
 */
public record Finding(
    String file,
    int line,
    int column,
    Severity severity,
    String path,
    String message,
    String remedy) {

  /** Whether anything may start. */
  public enum Severity {
    /** Nothing starts. */
    ERROR,
    /** It starts, but a person should look. */
    WARNING
  }

  /** On one line: {@code file:line:column: error: path: message; remedy}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line).append(':').append(column);
    }
    text.append(": ").append(severity == Severity.ERROR ? "error" : "warning").append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!remedy.isEmpty()) {
      text.append("; ").append(remedy);
    }
    return text.toString();
  }
}
