package io.piha.testing;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Judges {@link NeedsPeer}. */
final class PeerCondition implements ExecutionCondition {
  static final String MISSING = "Peer missing: ";

  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("mosquitto", "mosquitto"),
          Map.entry("mosquitto_pub", "mosquitto-clients"),
          Map.entry("mosquitto_sub", "mosquitto-clients"),
          Map.entry("mosquitto_passwd", "mosquitto"),
          Map.entry("mosquitto_rr", "mosquitto-clients"),
          Map.entry("snmpd", "snmpd"),
          Map.entry("snmpget", "snmp"),
          Map.entry("snmpset", "snmp"),
          Map.entry("snmpwalk", "snmp"),
          Map.entry("snmpbulkwalk", "snmp"),
          Map.entry("sshd", "openssh-server"),
          Map.entry("ssh", "openssh-client"),
          Map.entry("ssh-keygen", "openssh-client"),
          Map.entry("Xvfb", "xvfb"),
          Map.entry("import", "imagemagick"),
          Map.entry("rsyslogd", "rsyslog"),
          Map.entry("systemd-journald", "systemd"),
          Map.entry("journalctl", "systemd"),
          Map.entry("promtool", "prometheus"),
          Map.entry("nginx", "nginx-light"),
          Map.entry("exim4", "exim4-daemon-light"),
          Map.entry("busybox", "busybox-static"),
          Map.entry("dockerd", "docker.io"),
          Map.entry("docker", "docker.io"),
          Map.entry("containerd", "containerd"),
          Map.entry("unshare", "util-linux"),
          Map.entry("chronyd", "chrony"),
          Map.entry("etcd", "etcd-server"));

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), NeedsPeer.class)
        .map(needs -> judge(needs.value()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("No peer is named here"));
  }

  static ConditionEvaluationResult judge(String... programs) {
    String missing =
        Arrays.stream(programs)
            .filter(program -> Peers.find(program).isEmpty())
            .map(PeerCondition::wish)
            .collect(Collectors.joining("; "));
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("All here: " + String.join(", ", programs))
        : ConditionEvaluationResult.disabled(MISSING + missing);
  }

  /** The other programs that the tests use live in a Debian package of their own name. */
  private static String wish(String program) {
    return program
        + " (install the Debian package "
        + PACKAGES.getOrDefault(program, program)
        + ")";
  }
}
