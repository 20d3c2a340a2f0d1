import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * Builds the app image and, from it, the installer of this platform: a runtime with the JDK's and JavaFX's modules by jlink, the app and its
 * libraries on the class path (several of them are no modules), both packed by jpackage; and a cache of what a start needs.
 *
 * <p>Usage: {@code java BuildInstaller.java MODULE_FOLDER VERSION TYPE}, with {@code TYPE} one of jpackage's types, {@code app-image} for
 * nothing more than the image, or {@code default} for what this platform has.
 */
final class BuildInstaller {

    private static final String MODULES = String.join(",",
            "java.base", "java.desktop", "java.logging", "java.management", "java.naming", "java.net.http", "java.sql", "java.xml",
            "java.security.sasl", "java.security.jgss", "jdk.unsupported", "jdk.crypto.ec", "jdk.zipfs", "jdk.jfr", "jdk.management",
            "jdk.localedata", "javafx.controls", "javafx.fxml", "javafx.swing");

    private enum Platform {
        LINUX("linux", "png", "deb"), WINDOWS("windows", "ico", "msi"), MAC("mac", "icns", "dmg");

        private final String descriptor;
        private final String icon;
        private final String installer;

        Platform(String descriptor, String icon, String installer) {
            this.descriptor = descriptor;
            this.icon = icon;
            this.installer = installer;
        }

        static Platform here() {
            String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MAC : LINUX;
        }
    }

    private final Platform platform = Platform.here();
    private final Path module;
    private final Path target;
    private final String version;

    private BuildInstaller(Path module, String version) {
        this.module = module;
        this.target = module.resolve("target");
        this.version = version;
    }

    public static void main(String[] arguments) throws IOException {
        BuildInstaller build = new BuildInstaller(Path.of(arguments[0]), arguments[1]);
        String type = arguments[2].equals("default") ? build.platform.installer : arguments[2];
        build.image();
        if (!type.equals("app-image")) {
            build.installer(type);
        }
    }

    private void image() throws IOException {
        dropLibrariesOfOtherPlatforms();
        Path runtime = emptied(target.resolve("runtime"));
        Path image = emptied(target.resolve("image"));
        run("jlink", List.of("--module-path", modulePath(), "--add-modules", MODULES, "--strip-debug", "--no-header-files", "--no-man-pages",
                "--compress=zip-6", "--output", runtime.toString()));
        run("jpackage", with(platform == Platform.MAC, "--type", "app-image", "@" + descriptor("app-image"), "--app-version", version, "--icon", icon(),
                "--main-jar", "app-" + version + ".jar",
                "--input", target.resolve("libraries").toString(), "--runtime-image", runtime.toString(), "--dest", image.toString()));
        new StartCache(imageOfApp()).train();
        say("The app image is in " + image);
    }

    /** Netty brings its native libraries for every platform, each in a jar of its own: {@code …-linux-x86_64.jar}. */
    private void dropLibrariesOfOtherPlatforms() throws IOException {
        String system = platform == Platform.MAC ? "osx" : platform.descriptor;
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch_64";
        try (var jars = Files.list(target.resolve("libraries"))) {
            for (Path jar : jars.filter(jar -> jar.toString().matches(".*-(linux|osx|windows)-\\w+\\.jar")).toList()) {
                if (!jar.toString().endsWith("-" + system + "-" + architecture + ".jar")) {
                    Files.delete(jar);
                }
            }
        }
    }

    private void installer(String type) throws IOException {
        Path packages = emptied(target.resolve("packages"));
        Files.createDirectories(packages);
        run("jpackage", with(platform != Platform.MAC, "--type", type, "@" + descriptor("installer"), "@" + descriptor(platform.descriptor), "--app-version", version,
                "--app-image", imageOfApp().toString(), "--resource-dir", module.resolve("src/jpackage/resources").toString(), "--license-file", module.resolveSibling("LICENSE").toString(), "--icon", icon(),
                "--dest", packages.toString()));
        try (var files = Files.list(packages)) {
            for (Path file : files.toList()) {
                say("The installer is " + file + ", " + Files.size(file) / 1_000_000 + " MB");
            }
        }
    }

    /** macOS reads from the app itself which files are its own, the others learn it from the installer. */
    private List<String> with(boolean files, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (files) {
            all.addAll(List.of("--file-associations", module.resolve("src/jpackage/session.properties").toString()));
        }
        return all;
    }

    private Path imageOfApp() {
        return target.resolve("image").resolve(platform == Platform.MAC ? "Vitrine.app" : "Vitrine");
    }

    private String descriptor(String name) {
        return module.resolve("src/jpackage").resolve(name + ".args").toString();
    }

    private String icon() {
        return target.resolve("icons").resolve("vitrine." + platform.icon).toString();
    }

    /** JavaFX's jars of this platform; those without a platform in their name are empty. */
    private String modulePath() throws IOException {
        try (var jars = Files.list(target.resolve("modules"))) {
            return jars.map(Path::toString).filter(jar -> jar.matches(".*-(linux|win|mac)[^/\\\\]*\\.jar")).sorted()
                    .collect(Collectors.joining(System.getProperty("path.separator")));
        }
    }

    private static void run(String tool, List<String> arguments) {
        say(tool + " …");
        ToolProvider provider = ToolProvider.findFirst(tool).orElseThrow(() -> new IllegalStateException("this JDK has no " + tool));
        if (provider.run(System.out, System.err, new ArrayList<>(arguments).toArray(String[]::new)) != 0) {
            throw new IllegalStateException(tool + " failed: " + String.join(" ", arguments));
        }
    }

    private static void say(String sentence) {
        System.out.println(sentence);
    }

    private static Path emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return folder;
    }
}
