package io.piha.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * {@code log_dir/piha.log}: what the program says of itself, kept in a few files of bounded size.
 */
final class LogFile implements AutoCloseable {

  private static final String NAME = "piha.log";
  private static final FileSize LARGEST = FileSize.valueOf("10MB");
  private static final int KEPT = 5;

  private final Logger ours;
  private final RollingFileAppender<ILoggingEvent> appender;

  private LogFile(Logger ours, RollingFileAppender<ILoggingEvent> appender) {
    this.ours = ours;
    this.appender = appender;
  }

  static LogFile open(Path folder) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{0}: %msg%n");
    encoder.start();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setName("piha.log " + folder);
    appender.setFile(folder.resolve(NAME).toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(folder.resolve(NAME) + ".%i");
    rolling.setMaxIndex(KEPT);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(LARGEST);
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    appender.setEncoder(encoder);
    appender.start();
    Logger ours = context.getLogger("io.piha");
    ours.setLevel(Level.INFO);
    ours.addAppender(appender);
    // What is merely worth knowing goes to the file; the terminal still hears only of trouble.
    return new LogFile(ours, appender);
  }

  @Override
  public void close() {
    ours.detachAppender(appender);
    appender.stop();
  }
}
