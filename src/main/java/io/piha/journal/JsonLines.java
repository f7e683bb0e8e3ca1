package io.piha.journal;

import io.piha.journal.Verification.Broken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads audit records back from a file of JSON lines. */
final class JsonLines {
  private JsonLines() {}

  /** Checks the chain in a file, line by line. */
  static Verification verify(Path file) throws JournalFailed {
    JsonText json = new JsonText();
    ChainCheck check = ChainCheck.fromAnywhere();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<Broken> broken = check(line, json, check);
        if (broken.isPresent()) {
          return broken.get();
        }
      }
      return check.end();
    } catch (IOException e) {
      throw new JournalFailed("Could not read " + file + ": " + e, e);
    }
  }

  private static Optional<Broken> check(String line, JsonText json, ChainCheck check) {
    try {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(json.object(line));
      String hash = JsonText.text(fields, "hash");
      fields.remove("hash");
      return check.next(fields, hash);
    } catch (IllegalArgumentException e) {
      return Optional.of(new Broken(check.expectedId(), "it cannot be read: " + e.getMessage()));
    }
  }
}
