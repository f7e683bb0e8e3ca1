package io.piha.site;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of the form {@code scheme://user@host:port/rest}, taken apart by its letters alone
 * (RFC 3986, but host names may have an underscore as container names do).
 *
 * @param scheme in lower case
 * @param userInfo the part before {@code @}, empty when there is none
 * @param host without brackets, empty when there is none ({@code unix:///path})
 * @param port -1 when there is none
 * @param rest path, query and fragment
 */
record Address(String scheme, String userInfo, String host, int port, String rest) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#@]*)@)?"
              + "(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)]|(?<host>[\\p{L}\\p{N}._-]*))"
              + "(?::(?<port>[0-9]{1,6}))?(?<rest>(?:[/?#]\\S*)?)");

  static Optional<Address> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String port = matcher.group("port");
    String six = matcher.group("six");
    String user = matcher.group("user");
    return Optional.of(
        new Address(
            matcher.group("scheme").toLowerCase(Locale.ROOT),
            user == null ? "" : user,
            six != null ? six : Objects.requireNonNullElse(matcher.group("host"), ""),
            port == null ? -1 : Integer.parseInt(port),
            Objects.requireNonNullElse(matcher.group("rest"), "")));
  }

  /** Host and port, with the scheme's own port where none is written. */
  HostPort hostPort(int defaultPort) {
    return new HostPort(host, port < 0 ? defaultPort : port);
  }
}
