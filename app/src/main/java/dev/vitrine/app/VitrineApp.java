package dev.vitrine.app;

import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.EmbeddedSource;
import javafx.application.Application;
import javafx.stage.Stage;

/** The app with a broker of its own inside. */
public final class VitrineApp extends Application {

    private Shell shell;

    @Override
    public void start(Stage stage) {
        LaunchOptions options = LaunchOptions.parse(getParameters().getRaw());
        Remembered remembered = new Remembered(Remembered.place(System.getenv(), System.getProperties()));
        shell = new Shell(stage, remembered, Screens.all(), with -> EmbeddedSource.start(with::configure));
        shell.open(options);
    }

    @Override
    public void stop() {
        shell.close();
    }
}
