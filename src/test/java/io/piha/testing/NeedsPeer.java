package io.piha.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test, or a whole class, unless every named program can be found on the {@code PATH} or
 * where Debian keeps its daemons.
 *
 * <p>The reason of the skip begins with {@value PeerCondition#MISSING} and names the Debian package
 * to install, so that a build that must not skip anything can look for it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(PeerCondition.class)
public @interface NeedsPeer {
  /** The programs, by their file names: {@code "mosquitto"}, {@code "snmpset"}. */
  String[] value();
}
