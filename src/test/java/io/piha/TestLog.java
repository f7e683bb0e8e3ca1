package io.piha;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.piha.cli.TerminalLog;

/** Tests speak up only when something is wrong, and then say who, when and from where. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class TestLog extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    TerminalLog.warn(context, new Line());
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static final class Line extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
      var trouble = event.getThrowableProxy();
      return "%s %s %s [%s] %s%n%s"
          .formatted(
              event.getInstant(),
              event.getLevel(),
              event.getLoggerName(),
              event.getThreadName(),
              event.getFormattedMessage(),
              trouble == null ? "" : ThrowableProxyUtil.asString(trouble));
    }
  }
}
