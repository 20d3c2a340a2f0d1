import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Holds what the .deb tells a desktop about session files against what a desktop makes of it, without installing anything: its descriptions are put where only
 * this program looks, and GLib is asked what a session is and what opens it. Then GLib opens one, with a program in the app's place that notes what it was
 * given: it must be the file.
 *
 * <p>Usage: {@code java CheckSessionFiles.java FOLDER_WITH_PACKAGES}. Where no .deb was built it says so.
 */
final class CheckSessionFiles {

    private static final String TYPE = "application/x-vitrine-session";

    private final Path home;

    private CheckSessionFiles() throws IOException {
        this.home = Files.createTempDirectory("session-files");
    }

    public static void main(String[] arguments) throws Exception {
        Path packages = Path.of(arguments[0]).resolve("packages");
        List<Path> debs = new ArrayList<>();
        if (Files.isDirectory(packages)) {
            try (var files = Files.list(packages)) {
                files.filter(file -> file.toString().endsWith(".deb")).forEach(debs::add);
            }
        }
        if (debs.isEmpty()) {
            System.out.println("No .deb was built: what it would tell a desktop about session files is not checked");
            return;
        }
        CheckSessionFiles check = new CheckSessionFiles();
        try {
            check.run(debs.getFirst());
        } finally {
            check.clear();
        }
    }

    private void run(Path deb) throws Exception {
        Path content = home.resolve("content");
        command("dpkg-deb", "-x", deb.toString(), content.toString());
        Path lib = content.resolve("opt/vitrine/lib");
        Path desktop = only(lib, ".desktop");
        Path note = home.resolve("opened");
        place(desktop, only(lib, "-MimeInfo.xml"), recorder(note));
        Path session = session();
        expect(command("gio", "info", "-a", "standard::content-type", session.toString()), "standard::content-type: " + TYPE);
        expect(command("gio", "mime", TYPE), desktop.getFileName().toString());
        command("gio", "open", session.toString());
        for (int tenths = 0; tenths < 100 && !Files.exists(note); tenths++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        expect(Files.exists(note) ? Files.readString(note) : "nothing", session.toString());
        System.out.println("A desktop knows sessions as " + TYPE + ", opens them with Vitrine, and hands it the file");
    }

    /** Where GLib looks for descriptions, with the program of ours in the app's place. */
    private void place(Path desktop, Path type, Path program) throws Exception {
        Path applications = Files.createDirectories(home.resolve("share/applications"));
        String entry = Files.readString(desktop);
        expect(entry, "Exec=/opt/vitrine/bin/Vitrine %f");
        Files.writeString(applications.resolve(desktop.getFileName()), entry.replace("/opt/vitrine/bin/Vitrine", program.toString()));
        Path packages = Files.createDirectories(home.resolve("share/mime/packages"));
        Files.copy(type, packages.resolve(type.getFileName()));
        command("update-mime-database", packages.getParent().toString());
        command("update-desktop-database", applications.toString());
    }

    private Path recorder(Path note) throws IOException {
        Path program = Files.writeString(home.resolve("recorder"), "#!/bin/sh\necho \"$@\" > " + note + ".part && mv " + note + ".part " + note + "\n");
        program.toFile().setExecutable(true);
        return program;
    }

    /** As much of a session as tells it from an empty file: a ZIP. */
    private Path session() throws IOException {
        Path file = home.resolve("day.vitrine");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("session.json"));
        }
        return file;
    }

    private static Path only(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow(() -> new IllegalStateException("the .deb has no " + ending));
        }
    }

    private static void expect(String said, String part) {
        if (!said.contains(part)) {
            throw new IllegalStateException("expected “" + part + "” in: " + said);
        }
    }

    /** @return what it says */
    private String command(String... words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(Map.of("XDG_DATA_HOME", home.resolve("share").toString(), "XDG_CONFIG_HOME", home.resolve("config").toString(),
                "XDG_DATA_DIRS", "/usr/share", "LC_ALL", "C.UTF-8"));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(words[0] + " is needed (packages dpkg, libglib2.0-bin, shared-mime-info, desktop-file-utils)", e);
        }
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", words) + " failed: " + said);
        }
        return said;
    }

    private void clear() throws IOException {
        try (var all = Files.walk(home)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
