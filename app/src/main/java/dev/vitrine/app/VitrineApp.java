package dev.vitrine.app;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.source.ReplaySource;
import javafx.application.Application;
import javafx.stage.Stage;

/** The app with a broker of its own inside. */
public final class VitrineApp extends Application {

    private Shell shell;

    @Override
    public void start(Stage stage) {
        LaunchOptions options = LaunchOptions.parse(getParameters().getRaw());
        Remembered remembered = new Remembered(Remembered.place(System.getenv(), System.getProperties()));
        shell = options.open().isEmpty() ? new Shell(stage, remembered, Screens.all(), VitrineApp::startBroker)
                : new Shell(stage, remembered.withoutKeeping(), Screens.ofRecording(), with -> ReplaySource.open(with.open().orElseThrow()));
        shell.open(options);
    }

    /** A signal (a logout, a kill) ends the process without asking the window: the broker stops cleanly even so. */
    private static ClusterSource startBroker(LaunchOptions options) {
        ClusterSource source = EmbeddedSource.start(options::configure);
        Runtime.getRuntime().addShutdownHook(new Thread(source::close, "vitrine-stop"));
        return source;
    }

    @Override
    public void stop() {
        shell.close();
    }
}
