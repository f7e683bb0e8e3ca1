package io.piha.site;

import java.util.List;
import java.util.Optional;

/** A way to tell a person; each channel has a record of its own. */
public interface Alert {

  /** What people call it, where the file says so. */
  Optional<String> name();

  /** The channel's name as it stands in the file, see {@link AlertChannel#word}. */
  String kind();

  /** The servers that are spoken to with TLS, whose certificates are watched. */
  List<TlsPeer> tlsPeers();

  /** The key of the file that says where it goes. */
  default String key() {
    return "url";
  }
}
