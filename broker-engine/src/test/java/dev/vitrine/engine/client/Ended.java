package dev.vitrine.engine.client;

import java.util.List;

/** How a program ended and what it printed. */
record Ended(int exitCode, List<String> out, List<String> err) {

    /** Its standard output. @throws AssertionError where it did not exit with 0 */
    List<String> successfully() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + "\nstdout:\n" + text() + "\nstderr:\n" + String.join("\n", err));
        }
        return out;
    }

    String text() {
        return String.join("\n", out);
    }
}
