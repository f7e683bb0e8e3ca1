package io.piha.poe.toy;

import io.piha.poe.FakeSwitch;
import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.site.Addresses;
import io.piha.site.Fields;
import io.piha.site.SecretText;
import io.piha.site.SwitchConfig;
import io.piha.site.Value;
import java.util.Optional;

/** A driver as a newcomer would add it: this folder, and one line below {@code META-INF}. */
public final class ToyDriver implements PoeDriver {
  @Override
  public String word() {
    return "toy";
  }

  @Override
  public Optional<ToyConfig> read(Fields fields, Common common) {
    Optional<SecretText> shelf =
        fields.require("shelf", "say where it stands").flatMap(Addresses::web);
    boolean painted = fields.take("painted").flatMap(Value::flag).orElse(false);
    return shelf.map(
        each ->
            new ToyConfig(
                common.name(), each, painted, common.deadline(), common.never(ToyConfig::spelled)));
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    return new FakeSwitch(config.name());
  }
}
