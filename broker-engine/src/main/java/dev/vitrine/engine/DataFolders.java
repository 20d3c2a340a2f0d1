package dev.vitrine.engine;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a person's data lies on each platform. */
public final class DataFolders {

    private DataFolders() {}

    /** The folder that holds the broker's data where nobody says another. */
    public static Path perUser() {
        return perUser(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path perUser(String system, Path home, Map<String, String> environment) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            return from(environment, "LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local")).resolve("Vitrine").resolve("data");
        } else if (os.contains("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Vitrine").resolve("data");
        }
        return from(environment, "XDG_DATA_HOME").orElse(home.resolve(".local").resolve("share")).resolve("vitrine").resolve("data");
    }

    private static Optional<Path> from(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank()).map(Path::of);
    }
}
