package dev.vitrine.app;

import dev.vitrine.app.model.LaunchOptions;
import java.util.List;
import javafx.application.Application;

/** Where the app begins. It isn't an {@code Application} itself: on the class path JavaFX refuses to start a main class that is one. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.println(LaunchOptions.USAGE);
            return;
        }
        try {
            LaunchOptions.parse(given);
        } catch (IllegalArgumentException e) {
            System.err.println("vitrine: " + e.getMessage());
            System.exit(2);
        }
        // Pictures for files are drawn without a window: on a Mac two toolkits would fight over its one thread of events.
        System.setProperty("java.awt.headless", "true");
        Application.launch(VitrineApp.class, arguments);
        // Clients' threads may linger for a while after they were closed.
        System.exit(0);
    }
}
