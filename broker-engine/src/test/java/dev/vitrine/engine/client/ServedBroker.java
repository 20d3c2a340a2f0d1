package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker for all tests of one class, with a data folder that goes when it does. It is started when what the class needs beside it is known to be
 * there ({@link #needing}): else its tests say that they did not run.
 */
final class ServedBroker implements BeforeAllCallback, AfterAllCallback {

    private final List<String> options;
    private final Runnable needed;
    private Path data;
    private TestBroker broker;

    private ServedBroker(List<String> options, Runnable needed) {
        this.options = options;
        this.needed = needed;
    }

    /** @param options of the command line */
    static ServedBroker with(String... options) {
        return new ServedBroker(List.of(options), () -> {});
    }

    /** @param probe ends the tests where something is missing */
    ServedBroker needing(Runnable probe) {
        return new ServedBroker(options, probe);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        needed.run();
        data = Files.createTempDirectory("broker");
        broker = TestBroker.start(data, options.toArray(String[]::new));
    }

    TestBroker get() {
        return broker;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    Clients clients() {
        return new Clients(broker.bootstrap());
    }

    Path data() {
        return data;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (broker != null) {
            broker.close();
            try (var files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).forEach(ServedBroker::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
