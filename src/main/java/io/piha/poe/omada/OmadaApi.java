package io.piha.poe.omada;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.RestClient;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One of the two ways to speak with an Omada controller. */
sealed interface OmadaApi permits OpenApi, WebApi, EitherApi {

  /** The switch's ports, each a row with {@code port}, {@code poe}, {@code portStatus}, … */
  List<JsonNode> rows(RestClient.Round round) throws SwitchTrouble;

  /** Sends the command for a port just read, once. */
  void set(RestClient.Round round, JsonNode row, int port, boolean on) throws SwitchTrouble;

  Duration uptime(RestClient.Round round) throws SwitchTrouble;

  /**
   * The controller's wired clients, each a row with {@code mac}, {@code switchMac}, {@code port}.
   */
  List<JsonNode> clients(RestClient.Round round) throws SwitchTrouble;
}
