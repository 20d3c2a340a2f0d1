package dev.vitrine.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails the test in which the toolkit warned of its style sheets: a colour that could not be found, a value that is none. JUnit finds it by itself, so it
 * watches over every test of this module. Whoever leaves a window behind that goes on dressing itself is found by it too.
 */
public final class StyleWarnings implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Namespace PLACE = Namespace.create(StyleWarnings.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        heard(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(heard(context).take()).as("warnings about style sheets").isEmpty();
    }

    /** What a class closes after its last test may warn as well. */
    @Override
    public void afterAll(ExtensionContext context) {
        afterEach(context);
    }

    private static Heard heard(ExtensionContext context) {
        return context.getRoot().getStore(PLACE).computeIfAbsent(Heard.class, _ -> new Heard(), Heard.class);
    }

    /** All that the toolkit says about style sheets, from the first test of a JVM to the last. */
    private static final class Heard extends Handler implements AutoCloseable {

        private static final int MOST_KEPT = 20;

        /** Held here: whom nobody holds, the log manager forgets, and its handlers with it. */
        private final Logger toolkit = Logger.getLogger("javafx.css");
        private final List<String> messages = new ArrayList<>();

        Heard() {
            toolkit.addHandler(this);
        }

        @Override
        public synchronized void publish(LogRecord said) {
            if (said.getLevel().intValue() >= Level.WARNING.intValue() && messages.size() < MOST_KEPT) {
                messages.add(said.getMessage());
            }
        }

        synchronized List<String> take() {
            List<String> taken = List.copyOf(messages);
            messages.clear();
            return taken;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            toolkit.removeHandler(this);
        }
    }
}
