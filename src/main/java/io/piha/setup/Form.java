package io.piha.setup;

import java.util.List;
import java.util.Map;

/** A kind of thing that the configuration describes by a few keys. */
public sealed interface Form permits SwitchKind, AlertKind {

  /** Its name as an enum has it. */
  String name();

  /** What is asked. */
  List<Question> questions();

  /** Which keys are written without asking, in order. */
  Map<String, String> fixed();
}
