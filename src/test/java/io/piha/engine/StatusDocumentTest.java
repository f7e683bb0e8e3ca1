package io.piha.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatusDocumentTest {

  private static final JsonMapper MAPPER = new JsonMapper();

  @Test
  void theDocumentIsExactlyThis() {
    String expected =
        """
        {"control":{"id":"nas","role":"active","version":"0.1.0",
          "started_at":"2026-02-28T02:14:05.120Z","at":"2026-03-01T02:14:05.120Z","site":"home","term":7},
         "broker":{"connected":true,"since":"2026-03-01T01:14:05.120Z","why":""},
         "isolated":false,
         "services":{"home-assistant":{
           "phase":"recovering","leader":"haos","epoch":7,"revision":311,
           "frozen":false,"frozen_until":null,
           "why":"no heartbeat for 92 s, limit 90 s; both probes refused",
           "protected":false,"unprotected_because":["the leader is silent"],
           "next":{"action":"power_cycle","host":"haos","at":"2026-03-01T02:14:13.120Z",
             "why":"to bring it back"},
           "queue":[{"action":"promote","host":"standby","at":"2026-03-01T02:15:13.120Z",
             "why":"if it stays silent"}],
           "incident":{"id":14,"since":"2026-03-01T02:14:03.120Z","state":"open","acked":false},
           "hosts":{
             "haos":{"role":"primary","state":"recovering","alive":false,
               "last_heartbeat":"2026-03-01T02:12:33.120Z",
               "probes":{"supervisor":"down","core":"down"},"power":"on",
               "epoch":7,"timeout_ms":90000,"planned":null,"fit":false,"fitness":"it is silent",
               "power_detail":{"port":"rack:8","watts":4.5,
                 "read_at":"2026-03-01T02:14:02.120Z","doing":"cycling","held":false,
                 "cycles_left":2,"last_cycle":null,"proven_at":null,"proven_by":"",
             "proven_at":null,"proven_by":""},
               "probe_details":{
                 "supervisor":{"detail":"connection refused","took_ms":12,
                   "at":"2026-03-01T02:14:04.120Z"},
                 "core":{"detail":"connection refused","took_ms":12,
                   "at":"2026-03-01T02:14:04.120Z"}}},
             "standby":{"role":"standby","state":"observing","alive":true,
               "last_heartbeat":"2026-03-01T02:14:01.120Z",
               "probes":{"api":"up"},"power":null,
               "epoch":null,"timeout_ms":90000,"planned":null,"fit":true,
               "fitness":"all probes up","power_detail":null,
               "probe_details":{"api":{"detail":"API running.","took_ms":12,
                 "at":"2026-03-01T02:14:04.120Z"}}}},
           "sync":{"source":null,"target":null,"held_by":null,"next_at":null,"held_why":null,
             "behind":0,"behind_since":null,"files":0,"due_at":null,"looked_at":null,
             "candidate":null,"newest":null,"runs":null,"ready":false,"waiting":[],
             "rollback":null,"suspects":[],"settles_at":null,"repository_held_by":null,"repository_held_why":null},
           "snapshots":[],"snapshots_of":[],"reinstalls_of":[],"chore":null,"boots":{},
           "leads_since":"2026-03-01T00:14:05.120Z","failovers_left":2,"cycles_per_day":3,
           "frozen_since":null,"frozen_by":"","frozen_reason":"","operation":null,
           "why_steps":[{"word":"seen","text":"no heartbeat for 92 s","mood":"bad"},
             {"word":"verified","text":"both probes refused","mood":"bad"}]}},
         "containers":{"mariadb":"healthy"},
         "container_details":{"mariadb":{"well":true,"why":"","since":"2026-03-01T02:14:05.120Z"}},
         "checks":[],"port_cuts":{},
         "alerts":{"pending":1,"failed":2,"channels":{}},
         "witnesses":{"tcp://192.168.1.1:53":{"answers":true,"why":""}},
         "switches":{"rack":{"answers":true,"why":"","driver":"snmp"}},
         "audit_id":42,"config_trouble":null}
        """;
    JsonNode document = MAPPER.readTree(StatusDocument.bytes(SamplePicture.of("haos")));
    assertThat(document).isEqualTo(MAPPER.readTree(expected));
  }

  @Test
  void aNameFullOfQuotesStaysOneString() {
    String name = "a\"},\n\u2028<b>";
    JsonNode hosts =
        MAPPER
            .readTree(StatusDocument.text(SamplePicture.of(name)))
            .at("/services/home-assistant/hosts");
    assertThat(hosts.has(name)).isTrue();
  }

  @Test
  void aFarewellSaysOnlyWhoIsGone() {
    byte[] bytes =
        StatusDocument.farewell(SamplePicture.of("haos").control(), "lost", SamplePicture.AT);
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"control\":{\"id\":\"nas\",\"role\":\"lost\",\"version\":\"0.1.0\","
                + "\"started_at\":\"2026-02-28T02:14:05.120Z\","
                + "\"at\":\"2026-03-01T02:14:05.120Z\",\"site\":\"home\",\"term\":7}}");
  }
}
