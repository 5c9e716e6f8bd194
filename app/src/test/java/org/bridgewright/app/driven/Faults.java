// SPDX-License-Identifier: Apache-2.0
package org.bridgewright.app.driven;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/// Hears of everything that goes wrong in a running application without anybody being told: exceptions that nobody caught,
/// warnings of JavaFX (a style sheet's first of all), and what is logged as an error of our own.
final class Faults implements AutoCloseable {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Logger toolkit = Logger.getLogger("javafx");
    private final ch.qos.logback.classic.Logger own =
            (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.bridgewright");
    private final Thread.UncaughtExceptionHandler before =
            Thread.getDefaultUncaughtExceptionHandler();

    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord told) {
                    if (told.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
                        heard.add(
                                told.getLoggerName()
                                        + ": "
                                        + told.getMessage()
                                        + trace(told.getThrown()));
                    }
                }

                @Override
                public void flush() {
                    // Nothing is held back.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };

    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
                        String thrown =
                                event.getThrowableProxy() == null
                                        ? ""
                                        : "\n"
                                                + ch.qos.logback.classic.spi.ThrowableProxyUtil
                                                        .asString(event.getThrowableProxy());
                        heard.add(
                                event.getLoggerName()
                                        + ": "
                                        + event.getFormattedMessage()
                                        + thrown);
                    }
                }
            };

    Faults() {
        toolkit.addHandler(handler);
        appender.setContext(own.getLoggerContext());
        appender.start();
        own.addAppender(appender);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> heard.add(thread.getName() + trace(thrown)));
    }

    private static String trace(Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return "\n" + text;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        toolkit.removeHandler(handler);
        own.detachAppender(appender);
        appender.stop();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }
}
