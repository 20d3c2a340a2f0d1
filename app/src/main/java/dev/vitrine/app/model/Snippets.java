package dev.vitrine.app.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs to copy: how a client connects, written for the address that the broker has right now. */
public final class Snippets {

    /** @param file beside the others in {@code dev/vitrine/ui/snippets} */
    public record Snippet(String title, String file) {

        /** The program. @param bootstrap {@code host:port} */
        public String text(String bootstrap) {
            String path = "/dev/vitrine/ui/snippets/" + file;
            try (InputStream in = Snippets.class.getResourceAsStream(path)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{{bootstrap}}", bootstrap);
            } catch (IOException e) {
                throw new UncheckedIOException(path, e);
            }
        }
    }

    private Snippets() {}

    public static List<Snippet> all() {
        return List.of(new Snippet("kafkajs", "kafkajs.txt"), new Snippet("Java", "java.txt"), new Snippet("Python", "python.txt"), new Snippet("kcat", "kcat.txt"));
    }
}
