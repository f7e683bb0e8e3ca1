package io.piha.cli;

import io.piha.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code piha operator add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Make a key for an operator, keep it among the secrets, and print what the other side needs.",
      "The key is shown this once. Running control planes take it up with the changed"
          + " configuration."
    })
final class OperatorAddCommand implements Callable<Integer> {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int KEY_BYTES = 32;

  @Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Parameters(paramLabel = "NAME", description = "Letters, digits, _ and -.")
  String name = "";

  @Override
  public Integer call() throws Exception {
    PihaCommand piha = (PihaCommand) spec.root().userObject();
    if (!NAME.matcher(name).matches()) {
      piha.err()
          .println("piha: an operator's name is made of letters, digits, _ and -, 32 at most");
      return Exit.USAGE;
    }
    Optional<Site> site = piha.site();
    if (site.isEmpty()) {
      return Exit.CONFIG;
    }
    Path file = piha.configFile().orElseThrow();
    if (site.get().operators().containsKey(name)) {
      piha.err().println("piha: there is an operator " + name + " already, in " + file);
      return Exit.REFUSED;
    }
    Optional<Path> named = site.get().secretsFile();
    if (named.isEmpty()) {
      piha.err().println("piha: " + file + " names no secrets_file to keep the key in");
      return Exit.FAILED;
    }
    Path secrets = named.get();
    if (isThere(secrets)) {
      piha.err().println("piha: " + secrets + " has a " + secret() + " already");
      return Exit.REFUSED;
    }
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = HexFormat.of().formatHex(random);
    keep(secrets, key);
    tell(piha.out(), file, secrets, key, site.get());
    return Exit.OK;
  }

  private String secret() {
    return name + "_key";
  }

  private boolean isThere(Path secrets) throws IOException {
    return Files.exists(secrets)
        && Files.readString(secrets).lines().anyMatch(each -> each.startsWith(secret() + ":"));
  }

  /** Appended, so that what stands there stays as it is; a new file is its owner's alone. */
  private void keep(Path secrets, String key) throws IOException {
    String before = "";
    if (Files.exists(secrets)) {
      String text = Files.readString(secrets);
      before = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    } else {
      Files.createFile(
          secrets,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(
        secrets,
        before + secret() + ": " + key + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);
  }

  private void tell(PrintWriter out, Path file, Path secrets, String key, Site site) {
    String topic =
        site.services().values().stream()
            .findFirst()
            .map(each -> each.topicPrefix() + "/cmd")
            .orElse("piha/leader/SERVICE/cmd");
    out.println("The key is kept in " + secrets + " as " + secret() + ".");
    out.println();
    out.println("Write into " + file + ", below operators:");
    out.println();
    out.println("  " + name + ": {key: \"${secret:" + secret() + "}\"}");
    out.println();
    out.println("What the other side needs (it is not shown again):");
    out.println();
    out.println("  operator   " + name);
    out.println("  key        " + key);
    out.println("  topic      " + topic);
    out.println();
    out.println(
        "It signs the bytes TOPIC \\n PAYLOAD \\n AT \\n NONCE with HMAC-SHA256 under the key's");
    out.println("text, and sends operator, at, nonce and signature as MQTT 5 user properties:");
    out.println();
    out.println("  at=$(date -u +%Y-%m-%dT%H:%M:%SZ) nonce=$(openssl rand -hex 16)");
    out.println("  topic=" + topic + " payload='{\"cmd\":\"freeze\",\"reason\":\"…\"}'");
    out.printf(
        "  signature=$(printf '%%s\\n"
            + "%%s\\n"
            + "%%s\\n"
            + "%%s' \"$topic\" \"$payload\" \"$at\" \"$nonce\" |%n");
    out.println("    openssl dgst -sha256 -hmac \"$KEY\" -r | cut -d' ' -f1)");
    out.println(
        "  mosquitto_rr -V 5 -q 1 -t \"$topic\" -e answers/" + name + " -m \"$payload\" \\");
    out.println(
        "    -D PUBLISH user-property operator "
            + name
            + " -D PUBLISH user-property at \"$at\" \\");
    out.println(
        "    -D PUBLISH user-property nonce \"$nonce\" -D PUBLISH user-property signature"
            + " \"$signature\"");
    out.flush();
  }
}
