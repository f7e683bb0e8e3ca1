package io.piha.poe.omada;

import io.piha.poe.SwitchTrouble;
import io.piha.poe.rest.RestClient;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The Open API, and from the moment on that it says that it does not offer switch ports (error
 * -1600, as some controllers do) the API of the web pages, for as long as the driver lives.
 */
final class EitherApi implements OmadaApi {
  private static final Logger LOG = LoggerFactory.getLogger(EitherApi.class);

  private final OpenApi open;
  private final WebApi web;
  private boolean told;

  EitherApi(OpenApi open, WebApi web) {
    this.open = open;
    this.web = web;
  }

  private interface Question<T> {
    T of(OmadaApi api) throws SwitchTrouble;
  }

  private <T> T ask(Question<T> question) throws SwitchTrouble {
    if (!open.isLacking()) {
      try {
        return question.of(open);
      } catch (SwitchTrouble trouble) {
        if (!open.isLacking()) {
          throw trouble;
        }
      }
    }
    if (!told) {
      told = true;
      LOG.info("the controller's Open API has no switch ports; its web pages' API is used instead");
    }
    return question.of(web);
  }

  @Override
  public List<JsonNode> rows(RestClient.Round round) throws SwitchTrouble {
    return ask(api -> api.rows(round));
  }

  /**
   * By the API that read the port a moment before. When that one turns out to lack the command, it
   * was refused, and whoever wants it decides anew: a command is not sent twice for one decision.
   */
  @Override
  public void set(RestClient.Round round, JsonNode row, int port, boolean on) throws SwitchTrouble {
    if (open.isLacking()) {
      web.set(round, row, port, on);
    } else {
      open.set(round, row, port, on);
    }
  }

  @Override
  public Duration uptime(RestClient.Round round) throws SwitchTrouble {
    return ask(api -> api.uptime(round));
  }

  @Override
  public List<JsonNode> clients(RestClient.Round round) throws SwitchTrouble {
    return ask(api -> api.clients(round));
  }
}
