package io.piha.alert.toy;

import io.piha.alert.channel.ChannelKind;
import io.piha.alert.channel.ChannelTools;
import io.piha.alert.channel.Format;
import io.piha.alert.channel.Lanes;
import io.piha.alert.channel.Parcel;
import io.piha.site.Addresses;
import io.piha.site.Alert;
import io.piha.site.Fields;
import io.piha.site.SecretText;
import io.piha.site.TlsReader;
import io.piha.site.Trust;
import io.piha.site.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel as a newcomer would add it: this folder, and one line below {@code META-INF}. */
public final class PigeonKind implements ChannelKind {
  @Override
  public String word() {
    return "pigeon";
  }

  @Override
  public Optional<PigeonAlert> read(Fields fields) {
    Optional<String> name = fields.take("name").flatMap(Value::text);
    Optional<SecretText> loft =
        fields.require("loft", "say where it flies to").flatMap(Addresses::web);
    Trust trust = TlsReader.trust(fields);
    return loft.map(each -> new PigeonAlert(name, each, trust));
  }

  @Override
  public List<Lanes.Lane> open(Alert alert, ChannelTools tools) {
    PigeonAlert pigeon = (PigeonAlert) alert;
    Format note = new Note(pigeon.loft().reveal());
    return List.of(
        new Lanes.Lane(pigeon.name().orElse("pigeon"), tools.post(note, pigeon.trust())));
  }

  private record Note(String address) implements Format {
    @Override
    public Post post(Parcel parcel, Instant now) {
      return Post.json(address, Map.of("note", parcel.weight() + ": " + parcel.headline()));
    }
  }
}
