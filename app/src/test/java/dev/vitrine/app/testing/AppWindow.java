package dev.vitrine.app.testing;

import dev.vitrine.app.Shell;
import dev.vitrine.app.model.LaunchOptions;
import dev.vitrine.app.model.Remembered;
import dev.vitrine.app.screen.ScreenSpec;
import dev.vitrine.app.screen.Screens;
import dev.vitrine.app.source.BrokerState;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.app.widget.FileChoice;
import dev.vitrine.app.widget.FramePace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Point2D;
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

    private static final long PATIENCE_SECONDS = 60;
    /** Looking costs: each look goes through all that is in the window. */
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_LOOKS = 20;
    private static final Pattern REBALANCED = Pattern.compile("Stable · generation ([2-9]|[1-9]\\d)");
    private static final Path PICTURES = Path.of("target", "pictures");
    /** Frames are drawn by the processor, and nobody watches: ten a second will do. */
    private static final Supplier<FramePace> SELDOM = () -> FramePace.every(100);
    private static final boolean KEEP_PICTURES = Boolean.getBoolean("test.pictures");

    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private final Shell shell;

    private AppWindow(Stage stage, Shell shell) {
        this.stage = stage;
        this.shell = shell;
    }

    /** Some of the screens there are: each that a window has is made and dressed when it opens, whether anybody looks at it or not. */
    public static List<ScreenSpec> screens(String... ids) {
        return some(Screens.all(), ids);
    }

    /** The same of a recording. */
    public static List<ScreenSpec> recorded(String... ids) {
        return some(Screens.ofRecording(), ids);
    }

    private static List<ScreenSpec> some(List<ScreenSpec> all, String... ids) {
        return all.stream().filter(spec -> List.of(ids).contains(spec.id())).toList();
    }

    /** Opens the window on a source. @param remembered where the app keeps what it remembers; @param starter as for {@link Shell} */
    public static AppWindow open(Path remembered, List<ScreenSpec> screens, Function<LaunchOptions, ClusterSource> starter, LaunchOptions options) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return call(() -> {
            Stage stage = new Stage();
            Shell shell = new Shell(stage, new Remembered(remembered), screens, starter).pacedBy(SELDOM);
            shell.open(options);
            return new AppWindow(stage, shell);
        });
    }

    /** As {@link #open}, with somebody who answers where a file is asked for. */
    public static AppWindow open(Path remembered, List<ScreenSpec> screens, Function<LaunchOptions, ClusterSource> starter, LaunchOptions options, FileChoice files)
            throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        return call(() -> {
            Stage stage = new Stage();
            Shell shell = new Shell(stage, new Remembered(remembered), screens, starter, files).pacedBy(SELDOM);
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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!call(condition)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain waited for: " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
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

    /** Whether a group shown on the stage is stable after a rebalance, however many there were before somebody looked. */
    public static boolean rebalanced(Stage stage) {
        return stage.getScene().getRoot().lookupAll(".pill").stream().filter(AppWindow::shown)
                .anyMatch(node -> node instanceof Labeled pill && pill.getText() != null && REBALANCED.matcher(pill.getText()).find());
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
        return click(await(selector));
    }

    /** The mouse is there at once: on its way each step would be an event of its own. */
    public AppWindow click(Node node) {
        robot.robotContext().getMouseRobot().move(settled(node));
        robot.clickOn();
        WaitForAsyncUtils.waitForFxEvents();
        return this;
    }

    /** Where it is, once it no longer moves: what has just come may still be on its way. What never rests is taken where it is. */
    private Point2D settled(Node node) {
        Point2D before = null;
        Point2D now = robot.point(node).query();
        for (int look = 0; look < MOST_LOOKS && !now.equals(before); look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            before = now;
            now = robot.point(node).query();
        }
        return now;
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

    /** Draws what is to be seen; with {@code -Dtest.pictures=true} it is written into {@code target/pictures}. */
    public WritableImage picture(String name) throws IOException {
        WritableImage image = call(() -> stage.getScene().snapshot(null));
        if (KEEP_PICTURES) {
            write(image, name);
        }
        return image;
    }

    /** Draws what is to be seen of 1280×800 in the dark; with {@code -Dtest.pictures=true} in the light and large too, and all that is written. */
    public void pictures(String name) throws IOException {
        picture(name + "-dark-1280x800");
        if (KEEP_PICTURES) {
            click("#theme").picture(name + "-light-1280x800");
            size(2560, 1440).picture(name + "-light-2560x1440");
            click("#theme").picture(name + "-dark-2560x1440");
            size(1280, 800);
        }
    }

    /** Writes what is to be seen, for whoever looks into a test that fails. */
    public void evidence(String name) throws IOException {
        write(call(() -> stage.getScene().snapshot(null)), name);
    }

    private static void write(WritableImage image, String name) throws IOException {
        Files.createDirectories(PICTURES);
        File file = PICTURES.resolve(name + ".png").toFile();
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
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
