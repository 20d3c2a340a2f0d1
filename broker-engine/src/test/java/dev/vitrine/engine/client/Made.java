package dev.vitrine.engine.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a test downloads or builds is made once in a build, however many tests in however many JVMs ask for it at the same time. */
final class Made {

    private static final Object ONE_OF_THIS_JVM = new Object();

    /** What brings the thing about. */
    interface Making {
        void make() throws IOException;
    }

    private Made() {
    }

    /**
     * Returns when the thing is there, whoever made it. One that failed half-way is made anew by the next who asks.
     *
     * @param folder where it is made; must be inside {@code target}
     * @param what   tells one state of it from another: it is made anew where this is another text than last time
     */
    static void once(Path folder, String what, Making making) throws IOException {
        Files.createDirectories(folder);
        Path complete = folder.resolve("complete");
        synchronized (ONE_OF_THIS_JVM) {
            try (FileChannel file = FileChannel.open(folder.resolveSibling(folder.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = file.lock()) {
                if (held.isValid() && !(Files.exists(complete) && Files.readString(complete).equals(what))) {
                    making.make();
                    Files.writeString(complete, what);
                }
            }
        }
    }
}
