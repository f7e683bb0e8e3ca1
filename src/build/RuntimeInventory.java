import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds the Java that runs it to a CycloneDX document, as a component on which the application
 * depends. Maven does not know of that one, since jlink takes it from the JDK. Run by {@code
 * installer/build} as a single source file on that JDK, with Jackson on the class path.
 *
 * <p>Argument: the document, which is changed in place.
 */
final class RuntimeInventory {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    ObjectNode document = (ObjectNode) JSON.readTree(file);
    // The runtime's version with its build, e.g. 25.0.3+9-LTS.
    String version = System.getProperty("java.runtime.version");
    String reference = "pkg:generic/openjdk@" + URLEncoder.encode(version, StandardCharsets.UTF_8);
    ObjectNode java = ((ArrayNode) document.get("components")).addObject();
    java.put("type", "platform").put("bom-ref", reference);
    java.putObject("supplier")
        .put("name", System.getProperty("java.vendor"))
        .putArray("url")
        .add(System.getProperty("java.vendor.url"));
    java.put("name", "openjdk")
        .put("version", version)
        .put(
            "description",
            System.getProperty("java.vendor.version", "OpenJDK") + ", the modules that are used")
        .put("scope", "required");
    java.putArray("licenses")
        .addObject()
        .putObject("license")
        .put("id", "GPL-2.0-with-classpath-exception");
    java.put(
            "cpe",
            "cpe:2.3:a:oracle:openjdk:" + System.getProperty("java.version") + ":*:*:*:*:*:*:*")
        .put("purl", reference);

    String application = document.at("/metadata/component/bom-ref").asString();
    ArrayNode dependencies = (ArrayNode) document.get("dependencies");
    dependencies.forEach(
        each -> {
          if (each.get("ref").asString().equals(application)) {
            ((ArrayNode) each.get("dependsOn")).add(reference);
          }
        });
    dependencies.addObject().put("ref", reference).putArray("dependsOn");
    JSON.writeValue(file, document);
  }
}
