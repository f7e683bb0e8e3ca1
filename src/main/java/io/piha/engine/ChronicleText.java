package io.piha.engine;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.piha.arbiter.Phase;
import io.piha.arbiter.PortId;
import io.piha.arbiter.Roster;
import io.piha.arbiter.ServiceState;
import io.piha.arbiter.Signal;
import io.piha.arbiter.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Whole states and signals as compressed bytes for the chronicle, and back. Of what is heard most
 * are heartbeats: they have a {@linkplain ChronicleBeats short form} of their own.
 */
final class ChronicleText {

  private static final char BETWEEN = '\n';
  private static final int BUFFER = 8 * 1024;

  /** A chapter's beginning. */
  record Opening(Snapshot.Control control, State state) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface Typed {}

  private final JsonMapper mapper;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  ChronicleText() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(rosters(), new RosterWriter());
    module.addDeserializer(rosters(), new RosterReader());
    module.addKeySerializer(PortId.class, new PortWriter());
    module.addKeyDeserializer(PortId.class, new PortReader());
    cases(Signal.class).forEach(module::registerSubtypes);
    mapper =
        JsonMapper.builder()
            .addModule(module)
            .addMixIn(Phase.class, Typed.class)
            .addMixIn(Signal.class, Typed.class)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    writer =
        mapper
            .writerFor(IncidentTape.Heard.class)
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    reader =
        mapper
            .readerFor(IncidentTape.Heard.class)
            .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  byte[] write(IncidentTape tape) {
    return mapper.writeValueAsBytes(tape);
  }

  IncidentTape tape(byte[] bytes) {
    return mapper.readValue(bytes, IncidentTape.class);
  }

  byte[] write(Opening opening) {
    return deflated(out -> mapper.writeValue(out, opening));
  }

  byte[] write(List<IncidentTape.Heard> page) {
    return deflated(out -> write(page, out));
  }

  private void write(List<IncidentTape.Heard> page, OutputStream out) {
    var beats = new ChronicleBeats.Writer();
    try (JsonGenerator json = mapper.createGenerator(out)) {
      json.writeStartArray();
      for (IncidentTape.Heard each : page) {
        if (!beats.write(each, json)) {
          writer.writeValue(json, each);
        }
      }
      json.writeEndArray();
    }
  }

  Opening opening(byte[] bytes) {
    return mapper.readValue(inflated(bytes), Opening.class);
  }

  List<IncidentTape.Heard> page(byte[] bytes) {
    var beats = new ChronicleBeats.Reader();
    List<IncidentTape.Heard> page = new ArrayList<>();
    try (JsonParser json = mapper.createParser(inflated(bytes))) {
      json.nextToken();
      for (JsonToken each = json.nextToken();
          each != null && each != JsonToken.END_ARRAY;
          each = json.nextToken()) {
        page.add(each == JsonToken.START_ARRAY ? beats.read(json) : reader.readValue(json));
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new StreamReadException(null, "a heartbeat that means nothing: " + e.getMessage(), e);
    }
    return page;
  }

  private static List<Class<?>> cases(Class<?> family) {
    var all = new ArrayList<Class<?>>();
    Class<?>[] permitted = family.getPermittedSubclasses();
    if (permitted == null) {
      all.add(family);
    } else {
      for (Class<?> each : permitted) {
        all.addAll(cases(each));
      }
    }
    return all;
  }

  private static byte[] deflated(Consumer<OutputStream> plain) {
    var bytes = new ByteArrayOutputStream(BUFFER);
    try (var deflater = new Deflater(Deflater.BEST_SPEED);
        var out = new DeflaterOutputStream(bytes, deflater, BUFFER)) {
      plain.accept(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] inflated(byte[] bytes) {
    try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the only roster there is is one of services
  private static Class<Roster<ServiceState>> rosters() {
    return (Class<Roster<ServiceState>>) (Class<?>) Roster.class;
  }

  private static final class RosterWriter extends ValueSerializer<Roster<ServiceState>> {
    @Override
    public void serialize(
        Roster<ServiceState> roster, JsonGenerator json, SerializationContext context) {
      json.writeStartArray();
      for (ServiceState each : roster) {
        context.writeValue(json, each);
      }
      json.writeEndArray();
    }
  }

  private static final class RosterReader extends ValueDeserializer<Roster<ServiceState>> {
    @Override
    public Roster<ServiceState> deserialize(JsonParser json, DeserializationContext context) {
      ServiceState[] all = context.readValue(json, ServiceState[].class);
      return Roster.of(List.of(all));
    }
  }

  private static final class PortWriter extends ValueSerializer<PortId> {
    @Override
    public void serialize(PortId port, JsonGenerator json, SerializationContext context) {
      json.writeName(port.device() + BETWEEN + port.port());
    }
  }

  private static final class PortReader extends KeyDeserializer {
    @Override
    public @Nullable Object deserializeKey(String key, DeserializationContext context) {
      int at = key.indexOf(BETWEEN);
      return new PortId(key.substring(0, at), key.substring(at + 1));
    }
  }
}
