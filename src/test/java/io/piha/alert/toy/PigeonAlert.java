package io.piha.alert.toy;

import io.piha.site.Alert;
import io.piha.site.SecretText;
import io.piha.site.TlsPeer;
import io.piha.site.Trust;
import java.util.List;
import java.util.Optional;

/** A pigeon that flies to a loft. */
public record PigeonAlert(Optional<String> name, SecretText loft, Trust trust) implements Alert {

  @Override
  public String kind() {
    return "pigeon";
  }

  @Override
  public List<TlsPeer> tlsPeers() {
    return TlsPeer.at(loft.reveal()).stream().toList();
  }

  @Override
  public String key() {
    return "loft";
  }
}
