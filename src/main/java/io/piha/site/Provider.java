package io.piha.site;

/**
 * Something that the file chooses by a word. Found by {@link java.util.ServiceLoader}: each has its
 * line in a file of {@code META-INF/services}.
 */
public interface Provider {

  /** Its name in the file. */
  String word();
}
