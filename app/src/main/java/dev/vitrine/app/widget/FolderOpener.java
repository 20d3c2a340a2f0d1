package dev.vitrine.app.widget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows a folder in the desktop's own file manager. */
@FunctionalInterface
public interface FolderOpener {

    /** @throws IOException where the desktop has none */
    void open(Path folder) throws IOException;

    /** By the command that each platform has for it. The process is the desktop's: nobody waits for it. */
    static FolderOpener desktop() {
        return folder -> {
            String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            String command = os.contains("mac") ? "open" : os.contains("win") ? "explorer.exe" : "xdg-open";
            new ProcessBuilder(List.of(command, folder.toString())).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        };
    }
}
