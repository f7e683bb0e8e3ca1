package io.piha.setup;

import io.piha.site.Finding;
import io.piha.site.Loaded;
import io.piha.site.SiteLoader;
import java.util.List;
import java.util.Map;

/**
 * The two files that answers make, not written yet.
 *
 * @param config the text of {@code piha.yaml}; no secret's value is in it
 * @param secrets the text of the secrets file; empty when nothing is secret
 * @param names what the secrets are called
 */
public record Draft(String config, String secrets, List<String> names) {
  public Draft {
    names = List.copyOf(names);
  }

  /** The files for these answers. */
  public static Draft of(Answers answers, Place place) {
    return new Drafting(answers, place).draft();
  }

  /** What the real loader makes of them, as if both were written there. */
  public Loaded load(Place place, Map<String, String> env) {
    return SiteLoader.loadDraft(place.file().toString(), config, secrets, place.folder(), env);
  }

  /**
   * The answers up to a section as a site, the rest being stand-ins; or what is wrong in it.
   *
   * @return invalid only for mistakes in this very section, which are all that is listed then
   */
  public static Loaded part(
      Answers answers, Section section, Place place, Map<String, String> env) {
    Loaded loaded = of(answers.upTo(section), place).load(place, env);
    if (loaded instanceof Loaded.Invalid(List<Finding> findings)) {
      List<Finding> own =
          findings.stream()
              .filter(each -> each.severity() == Finding.Severity.ERROR)
              .filter(section::concerns)
              .toList();
      return new Loaded.Invalid(own.isEmpty() ? findings : own);
    }
    return loaded;
  }

  /** Without the texts, for there are secrets among them. */
  @Override
  public String toString() {
    return "Draft[" + names + "]";
  }
}
