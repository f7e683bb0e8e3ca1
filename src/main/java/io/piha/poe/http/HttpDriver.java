package io.piha.poe.http;

import io.piha.poe.PoeSwitch;
import io.piha.poe.drivers.DriverTools;
import io.piha.poe.drivers.PoeDriver;
import io.piha.site.Fields;
import io.piha.site.SwitchConfig;
import java.util.Optional;

/** Switches that are told by requests written out in full. */
public final class HttpDriver implements PoeDriver {
  static final String WORD = "http";

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public Optional<HttpConfig> read(Fields fields, Common common) {
    return HttpReader.read(fields, common);
  }

  @Override
  public PoeSwitch open(SwitchConfig config, DriverTools tools) {
    HttpConfig its = (HttpConfig) config;
    return new HttpSwitch(its, tools.rest(its.name(), its.trust()));
  }
}
