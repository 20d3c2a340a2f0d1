package dev.vitrine.app.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the app is made of, and on whose terms.
 *
 * @param text where its whole text lies among the resources; empty where the name says all
 */
public record Licence(String what, String by, String terms, Optional<String> text) {

    /** Everything that ships with the app. */
    public static List<Licence> all() {
        return List.of(
                new Licence("Inter", "The Inter Project Authors", "SIL Open Font License 1.1", Optional.of("/dev/vitrine/ui/fonts/Inter-OFL.txt")),
                new Licence("JetBrains Mono", "The JetBrains Mono Project Authors", "SIL Open Font License 1.1", Optional.of("/dev/vitrine/ui/fonts/JetBrainsMono-OFL.txt")),
                apache("Apache Kafka clients and schemas", "The Apache Software Foundation"),
                apache("Netty", "The Netty Project"),
                apache("MapDB", "Jan Kotek"),
                apache("Jackson", "FasterXML"),
                apache("Ikonli", "Andres Almiray"),
                new Licence("Feather icons", "Cole Bemis", "MIT", Optional.empty()),
                new Licence("AtlantaFX", "mkpaz", "MIT", Optional.empty()),
                new Licence("ControlsFX", "ControlsFX", "BSD 3-Clause", Optional.empty()),
                new Licence("JavaFX", "Oracle and the OpenJFX community", "GPL 2 with Classpath Exception", Optional.empty()),
                new Licence("SLF4J", "QOS.ch", "MIT", Optional.empty()),
                new Licence("Logback", "QOS.ch", "EPL 1.0 or LGPL 2.1", Optional.empty()));
    }

    private static Licence apache(String what, String by) {
        return new Licence(what, by, "Apache License 2.0", Optional.empty());
    }

    /** The whole text of the licence. */
    public Optional<String> read() {
        return text.map(resource -> {
            try (InputStream in = Licence.class.getResourceAsStream(resource)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(resource, e);
            }
        });
    }
}
