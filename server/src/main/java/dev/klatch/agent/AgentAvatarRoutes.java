package dev.klatch.agent;

import dev.klatch.access.Rights;
import dev.klatch.file.StoredFile;
import dev.klatch.http.Access;
import dev.klatch.http.Exchange;
import dev.klatch.http.Principal;
import dev.klatch.http.Router;
import java.util.Locale;

/** Pictures of agents over HTTP. Versions keep theirs, so a picture stays when another comes. */
public final class AgentAvatarRoutes {
  /** Receives the picture of a request. */
  public interface Receiver {
    /**
     * Receives and stores it.
     *
     * @param owner id of whom the picture is
     * @param prefix of its name in the address
     */
    StoredFile receive(Exchange exchange, String owner, String prefix);
  }

  private final AgentService agents;
  private final Receiver pictures;

  public AgentAvatarRoutes(AgentService agents, Receiver pictures) {
    this.agents = agents;
    this.pictures = pictures;
  }

  public void register(Router router) {
    router.post("/api/files/images/agents/{id}/avatar", Access.USER, this::set);
  }

  /** The picture is the author's, whoever uploads it: it lives as long as the agent. */
  private void set(Exchange exchange) {
    Principal caller = exchange.principal();
    Agent agent = agents.require(caller, exchange.pathParameter("id"), Rights.EDIT);
    StoredFile picture =
        pictures.receive(exchange, agent.author(), "agent-" + agent.id() + "-avatar-");
    String source = picture.source().name().toLowerCase(Locale.ROOT);
    exchange.reply(
        201, AgentWire.full(agents.setAvatar(caller, agent.agentId(), picture.path(), source)));
  }
}
