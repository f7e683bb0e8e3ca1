package io.piha.report;

/**
 * HTML under construction. Tags are written as they are and must be constants; everything that came
 * from outside goes through {@link #text}, which is safe between tags and inside quoted attributes.
 */
final class Html {

  private final StringBuilder out = new StringBuilder(16 * 1024);

  /** Markup of our own. */
  Html tag(String constant) {
    out.append(constant);
    return this;
  }

  /** Somebody's words, escaped. */
  Html text(String words) {
    for (int i = 0; i < words.length(); i++) {
      char each = words.charAt(i);
      switch (each) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(each);
      }
    }
    return this;
  }

  /** An element with one class and a text. */
  Html element(String name, String style, String words) {
    return tag("<" + name + " class=\"").text(style).tag("\">").text(words).tag("</" + name + ">");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
