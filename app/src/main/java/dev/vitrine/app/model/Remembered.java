package dev.vitrine.app.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;

/** What the app remembers of last time: a small file in the per-user configuration folder. Nothing depends on it: unreadable is as good as empty. */
public final class Remembered {

    /** Null for one that forgets. */
    private final Path file;
    private final Properties values = new Properties();

    /** Reads what is there. */
    public Remembered(Path file) {
        this.file = file;
        try (InputStream in = Files.newInputStream(file)) {
            values.load(in);
        } catch (IOException | IllegalArgumentException e) {
            values.clear();
        }
    }

    private Remembered() {
        this.file = null;
    }

    /** For a window of which nothing is to be remembered. */
    public static Remembered forgetful() {
        return new Remembered();
    }

    /** The platform's place for it. @param env environment; @param properties system properties: both to be injected */
    public static Path place(Map<String, String> env, Properties properties) {
        Path home = Path.of(properties.getProperty("user.home", "."));
        String os = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path base;
        if (os.contains("win")) {
            base = env.containsKey("APPDATA") ? Path.of(env.get("APPDATA")) : home.resolve("AppData/Roaming");
        } else if (os.contains("mac")) {
            base = home.resolve("Library/Application Support");
        } else {
            String given = env.getOrDefault("XDG_CONFIG_HOME", "");
            base = given.isBlank() ? home.resolve(".config") : Path.of(given);
        }
        return base.resolve(os.contains("win") || os.contains("mac") ? "Vitrine" : "vitrine").resolve("app.properties");
    }

    /** The same look, in a window of which nothing is to be remembered: without the actors, which need a broker. */
    public Remembered withoutKeeping() {
        Remembered copy = forgetful();
        copy.values.putAll(values);
        copy.values.remove("actors");
        return copy;
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    public OptionalDouble number(String key) {
        try {
            String value = values.getProperty(key);
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    public void put(String key, Object value) {
        values.setProperty(key, String.valueOf(value));
    }

    /** Writes it down. Not for the toolkit's thread. @return false where that could not be done */
    public boolean save() {
        if (file == null) {
            return true;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(fresh)) {
                values.store(out, "Vitrine");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
