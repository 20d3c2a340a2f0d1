package dev.vitrine.engine.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A librdkafka that speaks the consumer protocol, which Debian's does not yet: built from the sources that Confluent's package for Node.js carries.
 * Programs that were linked to Debian's take it where they find it first.
 */
final class NewerLibrdkafka {

    private static final String PACKAGE = "@confluentinc/kafka-javascript@1.10.1";
    private static final String ARCHIVE = "confluentinc-kafka-javascript-1.10.1.tgz";
    private static final String LIBRARY = "librdkafka.so.1";
    private static final Path FOLDER = Path.of("target", "librdkafka").toAbsolutePath();
    private static final Path SOURCES = FOLDER.resolve("package/deps/librdkafka");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private NewerLibrdkafka() {}

    /** What a program must find in its environment. Builds the library once; its tests say that they did not run where that is impossible. */
    static Map<String, String> environment() {
        Path built = SOURCES.resolve("src");
        try {
            Made.once(FOLDER, PACKAGE, NewerLibrdkafka::build);
        } catch (IOException | UncheckedIOException | AssertionError problem) {
            String message = "the tests of librdkafka in the consumer protocol did not run: it could not be built (" + problem.getMessage() + ")";
            System.out.println(message);
            return ForeignClient.REQUIRED ? Assertions.fail(message) : Assumptions.abort(message);
        }
        return Map.of("LD_LIBRARY_PATH", built.toString());
    }

    private static void build() {
        run(FOLDER, "npm", "pack", "--silent", PACKAGE);
        run(FOLDER, "tar", "-xzf", ARCHIVE, "package/deps/librdkafka");
        run(SOURCES, "bash", "./configure", "--disable-optimization", "--disable-debug-symbols", "--disable-ssl", "--disable-gssapi", "--disable-curl",
                "--disable-zstd", "--disable-lz4-ext", "--disable-regex-ext");
        run(SOURCES, "make", "-s", "-j2", "-C", "src", LIBRARY);
    }

    private static void run(Path folder, String... command) {
        try (RunningProgram program = RunningProgram.start(new ProcessBuilder(List.of(command)).directory(folder.toFile()))) {
            program.feed("").end(LIMIT).successfully();
        }
    }
}
