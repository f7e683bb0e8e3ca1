package io.piha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TerminalLogTest {

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class))
        .anyMatch(each -> each instanceof TerminalLog);
  }

  @Test
  void troubleIsOneLineOnStandardErrorWithoutAStackTrace() {
    var context = new LoggerContext();
    assertThat(new TerminalLog().configure(context))
        .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    assertThat(root.getLevel()).isEqualTo(Level.WARN);
    assertThat(root.getAppender("stderr"))
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            terminal -> assertThat(terminal.getTarget()).isEqualTo("System.err"));
    assertThat(said(root)).isEqualTo("WARN  the disk is full" + System.lineSeparator());
  }

  private static String said(Logger root) {
    var event =
        new LoggingEvent(
            "",
            root,
            Level.WARN,
            "the {} is full",
            new IllegalStateException(),
            new Object[] {"disk"});
    var terminal = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
    return new String(terminal.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
