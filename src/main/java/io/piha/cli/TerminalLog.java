package io.piha.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * What goes wrong is told on standard error, for standard output belongs to a command's answer.
 * Told in code, because logback's way to read XML would be a tenth of a start. Whoever names a file
 * with {@code -Dlogback.configurationFile} gets what it says.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class TerminalLog extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    context.getStatusManager().add(new NopStatusListener());
    warn(context, new Line());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Has what is at least a warning told on standard error, in that form. */
  public static void warn(LoggerContext context, LayoutBase<ILoggingEvent> layout) {
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    var terminal = new ConsoleAppender<ILoggingEvent>();
    terminal.setContext(context);
    terminal.setName("stderr");
    terminal.setTarget("System.err");
    terminal.setEncoder(encoder);
    terminal.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(terminal);
    // A PDF names its fonts and embeds none; which of them this machine has concerns nobody.
    context.getLogger("org.apache.pdfbox.pdmodel.font").setLevel(Level.ERROR);
  }

  /** The level and the message; a stack trace is for the log file. */
  private static final class Line extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      String level = event.getLevel().toString();
      return level
          + " ".repeat(Math.max(1, 6 - level.length()))
          + event.getFormattedMessage()
          + System.lineSeparator();
    }
  }
}
