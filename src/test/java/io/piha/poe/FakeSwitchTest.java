package io.piha.poe;

/** The twin keeps the promises of a driver. */
class FakeSwitchTest extends PoeSwitchContract {
  private final FakeSwitch twin = new FakeSwitch("rack");

  @Override
  protected PoeSwitch poe() {
    return twin;
  }

  @Override
  protected boolean reallyOn(int port) {
    return twin.on(port);
  }

  @Override
  protected int commandsSeen() {
    return twin.commands().size();
  }

  @Override
  protected void deviceIgnoresCommands() {
    twin.ignoreCommands();
  }

  @Override
  protected void deviceRefusesCommands() {
    twin.refuseCommands();
  }

  @Override
  protected void deviceFallsSilent() {
    twin.silent(true);
  }

  @Override
  protected void deviceComesBack() {
    twin.silent(false);
  }
}
