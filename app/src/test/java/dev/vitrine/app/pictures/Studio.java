package dev.vitrine.app.pictures;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javax.imageio.ImageIO;

/** The app's window with a broker of its own, and a camera before it. For one thread that isn't the toolkit's. */
final class Studio {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final CompletableFuture<Studio> OPENED = new CompletableFuture<>();
    private static final CompletableFuture<Void> STOPPED = new CompletableFuture<>();

    private final Stage stage;
    private final Shell shell;

    private Studio(Stage stage, Shell shell) {
        this.stage = stage;
        this.shell = shell;
    }

    /** The app, opened as the app opens itself, but with nothing remembered from before. */
    public static final class App extends Application {

        private Shell shell;

        @Override
        public void start(Stage stage) throws IOException {
            Remembered nothing = new Remembered(Files.createTempDirectory("pictures").resolve("vitrine.properties"));
            shell = new Shell(stage, nothing, Screens.all(), with -> EmbeddedSource.start(with::configure));
            shell.open(LaunchOptions.parse(getParameters().getRaw()));
            OPENED.complete(new Studio(stage, shell));
        }

        @Override
        public void stop() {
            shell.close();
            STOPPED.complete(null);
        }
    }

    /** Opens the app, and waits until its broker serves. */
    static Studio open(List<String> options) {
        Thread.ofPlatform().daemon().start(() -> Application.launch(App.class, options.toArray(String[]::new)));
        Studio studio = OPENED.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        studio.await("a serving broker", () -> studio.shell.broker().state() instanceof BrokerState.Serving);
        return studio;
    }

    String bootstrap() {
        return onScreen(() -> ((BrokerState.Serving) shell.broker().state()).source().bootstrap());
    }

    /** Goes to a screen by its button on the rail. */
    void show(String screen) {
        press("#rail-" + screen);
    }

    void press(String button) {
        awaitOnScreen(button);
        onScreen(() -> {
            ((ButtonBase) find(button)).fire();
            return null;
        });
    }

    /** Does something with what is found on the screen. */
    <T> T with(String selector, Class<T> type, Function<T, ?> action) {
        awaitOnScreen(selector);
        T node = type.cast(onScreen(() -> find(selector)));
        onScreen(() -> action.apply(node));
        return node;
    }

    /** A screen comes when it has been dressed. */
    private void awaitOnScreen(String selector) {
        await(selector, () -> stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(AppWindow::shown));
    }

    /** Whether something is in a state, as style sheets know states; on the toolkit's thread. */
    boolean is(String selector, String state) {
        return stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(node -> node.getPseudoClassStates().contains(PseudoClass.getPseudoClass(state)));
    }

    private Node find(String selector) {
        return stage.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown).findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the screen is " + selector));
    }

    /** Waits until something on the screen is so. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!onScreen(condition::getAsBoolean)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no " + what + " within " + LIMIT);
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    /** Takes a picture of the whole window. */
    void picture(Path file) {
        var image = onScreen(() -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null));
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
            System.out.println(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the window as a person does, and waits until the app has stopped. */
    void close() {
        Platform.runLater(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        STOPPED.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static <T> T onScreen(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
