package dev.vitrine.app.pictures;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.model.actors.Setup;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.source.EmbeddedSource;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.widget.FileChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import javax.imageio.ImageIO;

/** The app's window with a broker of its own, and a camera before it. For one thread that isn't the toolkit's. */
final class Studio {

    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final CompletableFuture<Studio> OPENED = new CompletableFuture<>();
    private static final CompletableFuture<Void> STOPPED = new CompletableFuture<>();
    private static final AtomicReference<Path> FILE = new AtomicReference<>();
    /** Answers where the app asks for a file. */
    private static final FileChoice FILES = new FileChoice() {
        @Override
        public Optional<Path> toSave(Window owner, String title, String name) {
            return Optional.of(FILE.get());
        }

        @Override
        public Optional<Path> toOpen(Window owner, String title, String ending) {
            return Optional.of(FILE.get());
        }
    };

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
            shell = new Shell(stage, nothing, Screens.all(), with -> EmbeddedSource.start(with::configure), FILES);
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

    ClusterSource source() {
        return onScreen(() -> ((BrokerState.Serving) shell.broker().state()).source());
    }

    /** Whether words are to be seen anywhere. */
    boolean says(String selector, String part) {
        return stage.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled labeled && labeled.getText() != null && labeled.getText().contains(part));
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

    /** Whether something is to be seen. */
    boolean shows(String selector) {
        return onScreen(() -> stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(AppWindow::shown));
    }

    /** Whether something is in a state, as style sheets know states; on the toolkit's thread. */
    boolean is(String selector, String state) {
        return stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(node -> node.getPseudoClassStates().contains(PseudoClass.getPseudoClass(state)));
    }

    /** Whether a button can be pressed; on the toolkit's thread. */
    boolean can(String button) {
        return !find(button).isDisabled();
    }

    private Node find(String selector) {
        return stage.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown).findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing on the screen is " + selector));
    }

    /** Another size of the window; returns when everything in it stands in its place. */
    void size(double width, double height) {
        onScreen(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return null;
        });
        Pause.of(Duration.ofMillis(1_500));
    }

    private static boolean names(Object cell, String text) {
        return cell instanceof Setup actor ? actor.name().equals(text) : text.equals(String.valueOf(cell));
    }

    /** Chooses the line of a table of which a cell says this, or that stands for the topic of this name. */
    void choose(String table, String text) {
        awaitOnScreen(table);
        TableView<?> view = (TableView<?>) onScreen(() -> find(table));
        IntSupplier line = () -> IntStream.range(0, view.getItems().size()).filter(i -> view.getColumns().stream().anyMatch(column -> names(column.getCellData(i), text))
                || view.getItems().get(i).toString().equals("Topic[name=" + text + "]")).findFirst().orElse(-1);
        await(text + " in " + table, () -> line.getAsInt() >= 0);
        onScreen(() -> {
            view.getSelectionModel().select(line.getAsInt());
            return null;
        });
    }

    /** Chooses from what can be saved, by the beginning of its words; what is asked for a file gets this one. */
    void share(String words, Path file) {
        FILE.set(file);
        press("#share");
        Supplier<Optional<MenuItem>> item = () -> Window.getWindows().stream().filter(ContextMenu.class::isInstance).map(ContextMenu.class::cast)
                .flatMap(menu -> menu.getItems().stream()).filter(each -> each.getText().startsWith(words)).findFirst();
        await(words, () -> item.get().isPresent());
        onScreen(() -> {
            MenuItem chosen = item.get().orElseThrow();
            chosen.fire();
            chosen.getParentPopup().hide();
            return null;
        });
    }

    /** A key, pressed on the window. */
    void press(KeyCode code) {
        onScreen(() -> pressed(code));
    }

    /** The same, on the toolkit's thread. @return false: what is waited for isn't there yet */
    boolean pressed(KeyCode code) {
        Node target = stage.getScene().getFocusOwner() == null ? stage.getScene().getRoot() : stage.getScene().getFocusOwner();
        target.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        return false;
    }

    /** The words of something that is to be seen. */
    String text(String selector) {
        return onScreen(() -> ((Labeled) find(selector)).getText());
    }

    /** Another window of the app, by the beginning of its title. */
    Studio window(String title) {
        Supplier<Optional<Stage>> found = () -> Window.getWindows().stream().filter(Stage.class::isInstance).map(Stage.class::cast)
                .filter(each -> each.getTitle() != null && each.getTitle().startsWith(title)).findFirst();
        await(title, () -> found.get().isPresent());
        return new Studio(onScreen(() -> found.get().orElseThrow()), null);
    }

    /** Closes a window that isn't the first. */
    void leave() {
        Platform.runLater(() -> stage.getOnCloseRequest().handle(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        await("it closes", () -> !stage.isShowing());
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
        if (Platform.isFxApplicationThread()) {
            try {
                return task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
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
