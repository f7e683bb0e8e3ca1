package io.piha.peers;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One house for all tests of a class, well before each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneHouse {
  final House house;

  OneHouse(Path folder) throws IOException {
    house = House.open(folder, text -> text);
  }

  @BeforeAll
  void aWholeHouse() {
    house.awaitWell();
  }

  @AfterAll
  void theEnd() throws IOException {
    house.close();
  }

  @BeforeEach
  void allIsWell() {
    house.awaitWell();
  }
}
