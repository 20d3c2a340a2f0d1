package dev.vitrine.app.testing;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.ScreenSpec;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.widget.FileChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javax.imageio.ImageIO;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * The app's whole window in a test, without a display. What a test does to it, it does as a person would; what it waits for, it waits for on a
 * condition.
 */
public final class AppWindow implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final Path PICTURES = Path.of("target", "pictures");

    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private final Shell shell;

    private AppWindow(Stage stage, Shell shell) {
        this.stage = stage;
        this.shell = shell;
    }

    /** Opens the window on a source. @param remembered where the app keeps what it remembers; @param starter as for {@link Shell} */
    public static AppWindow open(Path remembered, List<ScreenSpec> screens, Function<LaunchOptions, ClusterSource> starter, LaunchOptions options) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return call(() -> {
            Stage stage = new Stage();
            Shell shell = new Shell(stage, new Remembered(remembered), screens, starter);
            shell.open(options);
            return new AppWindow(stage, shell);
        });
    }

    /** As {@link #open}, with somebody who answers where a file is asked for. */
    public static AppWindow open(Path remembered, Function<LaunchOptions, ClusterSource> starter, LaunchOptions options, FileChoice files) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return call(() -> {
            Stage stage = new Stage();
            Shell shell = new Shell(stage, new Remembered(remembered), Screens.all(), starter, files);
            shell.open(options);
            return new AppWindow(stage, shell);
        });
    }

    /** Does something on the toolkit's thread, and waits for it. */
    public static <T> T call(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), work);
    }

    /** Waits until something is so, looking on the toolkit's thread. */
    public static void until(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, () -> call(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("in vain waited for: " + what, e);
        }
    }

    public AppWindow serving() {
        until("the broker serves", () -> shell.broker().state() instanceof BrokerState.Serving);
        return this;
    }

    public Stage stage() {
        return stage;
    }

    public Shell shell() {
        return shell;
    }

    /** The visible node that a selector finds first; null where there is none. */
    public Node find(String selector) {
        return call(() -> stage.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown).findFirst().orElse(null));
    }

    /** How many visible nodes a selector finds. */
    public int count(String selector) {
        return call(() -> (int) stage.getScene().getRoot().lookupAll(selector).stream().filter(AppWindow::shown).count());
    }

    /** Whether it and all around it is visible: screens that nobody sees are in the window too. */
    public static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /** The words of the first node that a selector finds; empty where there is none. */
    public String text(String selector) {
        Node node = find(selector);
        return node instanceof Labeled labeled ? call(labeled::getText) : "";
    }

    /** Waits until a selector finds something. */
    public Node await(String selector) {
        until(selector, () -> stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(AppWindow::shown));
        return find(selector);
    }

    public AppWindow click(String selector) {
        robot.clickOn(await(selector));
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    public AppWindow click(Node node) {
        robot.clickOn(node);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    public AppWindow press(KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    public AppWindow type(String text) {
        robot.write(text);
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    public AppWindow size(double width, double height) {
        call(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /** Writes what is to be seen into {@code target/pictures}. */
    public WritableImage picture(String name) throws IOException {
        WritableImage image = call(() -> stage.getScene().snapshot(null));
        Files.createDirectories(PICTURES);
        File file = PICTURES.resolve(name + ".png").toFile();
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        return image;
    }

    /** Closes the window as a person does, and waits until it is gone. */
    @Override
    public void close() {
        call(() -> {
            if (stage.isShowing()) {
                stage.getOnCloseRequest().handle(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
            }
            return true;
        });
        until("the window is gone", () -> !stage.isShowing());
        call(() -> {
            shell.close();
            return true;
        });
    }
}
