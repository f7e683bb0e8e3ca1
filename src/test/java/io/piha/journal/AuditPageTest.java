package io.piha.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.piha.arbiter.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditPageTest {
  @ParameterizedTest
  @EnumSource(Kind.class)
  void thePageOfTheAuditLogNamesEveryKind(Kind kind) throws Exception {
    assertThat(Files.readString(Path.of("docs/audit.md"))).contains("`" + kind.word() + "`");
  }
}
