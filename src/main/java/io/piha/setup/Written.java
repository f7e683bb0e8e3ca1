package io.piha.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that were written here and now. */
public final class Written {
  private final Place place;
  private final Draft draft;

  Written(Place place, Draft draft) {
    this.place = place;
    this.draft = draft;
  }

  public Path file() {
    return place.file();
  }

  /**
   * Removes both again, so that they can be written anew.
   *
   * @throws IOException when somebody has changed one since; then both stay
   */
  public void takeBack() throws IOException {
    same(place.file(), draft.config());
    boolean secret = !draft.secrets().isEmpty();
    if (secret) {
      same(place.secrets(), draft.secrets());
    }
    Files.deleteIfExists(place.file());
    if (secret) {
      Files.deleteIfExists(place.secrets());
    }
  }

  private static void same(Path file, String text) throws IOException {
    if (Files.exists(file) && !Files.readString(file).equals(text)) {
      throw new IOException(
          file + " was changed since it was written and is left as it is; mend it there");
    }
  }
}
