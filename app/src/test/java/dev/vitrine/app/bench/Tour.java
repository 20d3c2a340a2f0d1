package dev.vitrine.app.bench;

import dev.vitrine.app.testing.AppWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import org.testfx.util.WaitForAsyncUtils;

/** Everything there is in the app, visited for the first time, one thing after the other; what each costs the toolkit's thread is watched. */
final class Tour {

    private static final int PULSES_TO_SETTLE = 8;
    private static final long PATIENCE_SECONDS = 60;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final Scene scene;
    private final FxWatch watch;
    private final List<String> never = new ArrayList<>();

    Tour(Scene scene, FxWatch watch) {
        this.scene = scene;
        this.watch = watch;
    }

    /** @return what was waited for in vain */
    List<String> everything() {
        stage();
        topics();
        groups();
        messages();
        composer();
        visit("microscope");
        step("a batch after the other", () -> key(node(".strip"), KeyCode.PAGE_UP), () -> true);
        step("a group under the microscope", () -> fire("#kind-Group"), () -> true);
        step("a broker under the microscope", () -> fire("#kind-Broker"), () -> true);
        actors();
        visit("lab");
        lessons();
        settings();
        again("again");
        everywhere();
        again("in another theme");
        zoomed();
        return never;
    }

    private void stage() {
        step("the first frames", () -> true, () -> there(".topic") && !disabled("#rail-settings"));
        step("a panel over the stage", () -> fire(".stage .link"), () -> there(".connect-title"));
        step("the panel closed", () -> key(focused(), KeyCode.ESCAPE), () -> true);
        step("all 1,000 lanes of a topic", () -> link("more partitions"), () -> all(".lane") >= 40);
    }

    private void topics() {
        visit("topics");
        step("a sheet: create a topic", () -> fire("#create"), () -> there("#sheet-act"));
        step("a list that drops down", () -> with("#cleanup", (ComboBox<?> box) -> box.show()), () -> there("#cleanup:showing"));
        step("the sheet closed", () -> fire("#sheet-cancel"), () -> !there("#sheet-act"));
        step("a topic of 1,000 partitions", () -> choose("#table", Town.WIDE), () -> there("#partitions"));
        for (int tab = 1; tab <= 2; tab++) {
            int t = tab;
            step("tab " + tab + " of a topic", () -> with(".tab-pane", (TabPane tabs) -> tabs.getSelectionModel().select(t)), () -> true);
        }
        step("a topic with records", () -> choose("#table", "family-topic"), () -> true);
        for (String sheet : new String[] {"grow", "purge", "delete"}) {
            step("a sheet: " + sheet, () -> fire("#" + sheet + "-button"), () -> there("#sheet-act"));
            step("the sheet closed", () -> fire("#sheet-cancel"), () -> !there("#sheet-act"));
        }
    }

    private void groups() {
        visit("groups");
        step("a group of 20 members", () -> choose("#table", "crowd-07"), () -> there(".matrix-sheet"));
        for (int tab = 1; tab <= 4; tab++) {
            int t = tab;
            step("tab " + tab + " of a group", () -> with(".tab-pane", (TabPane tabs) -> tabs.getSelectionModel().select(t)), () -> true);
        }
        step("a group without members", () -> choose("#table", Town.IDLE_GROUP), () -> !disabled("#reset-button"));
        step("a sheet: reset", () -> fire("#reset-button"), () -> there("#sheet-act"));
        step("the sheet closed", () -> fire("#sheet-cancel"), () -> !there("#sheet-act"));
    }

    private void messages() {
        visit("messages");
        step("a topic read", () -> with("#topic", (ComboBox<String> box) -> box.setValue("family-topic")), () -> rows("#table") > 50);
        step("a record", () -> with("#table", (TableView<?> table) -> table.getSelectionModel().selectFirst()), () -> there("#lines"));
        step("a topic with a large record", () -> with("#topic", (ComboBox<String> box) -> box.setValue(Town.BIG)), () -> rows("#table") == 1);
        step("a record of a mebibyte", () -> with("#table", (TableView<?> table) -> table.getSelectionModel().selectFirst()), () -> there("#lines"));
        step("all of it", () -> fire("#all"), () -> true);
        step("a list that drops down, with boxes", () -> with("#format", (ComboBox<?> box) -> box.show()), () -> true);
        step("the list closed", () -> with("#format", (ComboBox<?> box) -> box.hide()), () -> true);
    }

    private void composer() {
        visit("composer");
        step("a topic to write to", () -> with("#topic", (ComboBox<String> box) -> box.setValue("family-topic")), () -> true);
        step("a value typed", () -> with("#value-text", (TextInputControl text) -> text.setText("{\"id\": 1}")), () -> !disabled("#send-button"));
        step("sent", () -> fire("#send-button"), () -> there("#placed-0"));
    }

    private void actors() {
        visit("actors");
        step("a producer to be set up", () -> fire("#addProducer"), () -> there("#actor-name"));
        step("a consumer to be set up", () -> fire("#addConsumer"), () -> rows("#table") == 2);
    }

    private void lessons() {
        visit("lessons");
        step("a lesson taken", () -> with("#lesson-list", (ListView<?> list) -> list.scrollTo(0)) && fire(".lesson-list .button"), () -> there("#lesson-panel"));
        step("another screen beside it", () -> fire("#rail-stage"), () -> there(".lane"));
        step("the lesson left", () -> fire("#lesson-panel #close"), () -> !there("#lesson-panel"));
    }

    private void settings() {
        visit("settings");
        step("a licence", () -> fire("#licences .link"), () -> there(".licence-text"));
        step("the licence closed", () -> key(node(".licence-text"), KeyCode.ESCAPE), () -> true);
    }

    private void everywhere() {
        step("the palette", () -> fire("#find"), () -> there(".palette-query"));
        step("the palette, typed into", () -> with(".palette-query", (TextInputControl text) -> text.setText("crowd")), () -> true);
        step("the palette closed", () -> key(node(".palette-query"), KeyCode.ESCAPE), () -> !there(".palette-query"));
        step("the other theme, on settings", () -> fire("#theme"), () -> true);
        visit("stage");
        step("the other theme, on the stage", () -> fire("#theme"), () -> true);
        step("the other theme, at once on groups", () -> fire("#theme") && fire("#rail-groups"), () -> true);
        step("back on the stage", () -> fire("#rail-stage"), () -> true);
        step("what can be saved", () -> fire("#share"), Tour::aMenu);
        step("nothing is to be saved", Tour::noMenu, () -> !aMenu());
        step("how slow it shall be", () -> with("#pace", (MenuButton pace) -> pace.show()), Tour::aMenu);
        step("as fast as it is", Tour::noMenu, () -> !aMenu());
        step("shown to others", () -> fire("#present"), () -> !there("#rail-settings"));
        step("no longer", () -> key(node(".stage"), KeyCode.ESCAPE), () -> there("#rail-settings"));
        step("figures about the frames", () -> key(scene.getRoot(), KeyCode.F12), () -> true);
    }

    private void again(String how) {
        for (String screen : new String[] {"topics", "groups", "messages", "microscope", "composer", "actors", "lab", "settings", "stage"}) {
            step(how + ": " + screen, () -> fire("#rail-" + screen), () -> true);
        }
    }

    private void zoomed() {
        step("a smaller zoom", () -> zoom(KeyCode.MINUS), () -> true);
        step("smaller: groups", () -> fire("#rail-groups"), () -> true);
        step("the zoom as it was", () -> zoom(KeyCode.DIGIT0), () -> true);
        step("the stage at the end", () -> fire("#rail-stage"), () -> there(".lane"));
    }

    private void visit(String screen) {
        step("first visit: " + screen, () -> fire("#rail-" + screen), () -> there("#rail-" + screen + ":selected") && there("#content > *"));
    }

    /** @param act as soon as it says that it could be done; @param done so long the person looks */
    private void step(String name, Callable<Boolean> act, Callable<Boolean> done) {
        watch.during(name);
        try {
            until(act);
            until(done);
        } catch (TimeoutException e) {
            never.add(name);
        }
        settle();
    }

    /** Not too often: a look goes through all that is in the window, on the thread that is watched. */
    private static void until(Callable<Boolean> so) throws TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS), so)) {
            if (System.nanoTime() > end) {
                throw new TimeoutException();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    /** Until it has been drawn, and drawn again. */
    private static void settle() {
        CountDownLatch drawn = new CountDownLatch(PULSES_TO_SETTLE);
        Platform.runLater(() -> new AnimationTimer() {
            @Override
            public void handle(long now) {
                drawn.countDown();
                if (drawn.getCount() == 0) {
                    stop();
                }
            }
        }.start());
        try {
            if (!drawn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing is drawn any more");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- what a person's hand does; all on the toolkit's thread ----

    private Node node(String selector) {
        return scene.getRoot().lookupAll(selector).stream().filter(AppWindow::shown).findFirst().orElse(null);
    }

    private boolean there(String selector) {
        return node(selector) != null;
    }

    private long all(String selector) {
        return scene.getRoot().lookupAll(selector).size();
    }

    private boolean disabled(String selector) {
        Node node = node(selector);
        return node == null || node.isDisabled();
    }

    private Node focused() {
        return scene.getFocusOwner();
    }

    private static boolean aMenu() {
        return Window.getWindows().stream().anyMatch(ContextMenu.class::isInstance);
    }

    private static boolean noMenu() {
        List.copyOf(Window.getWindows()).stream().filter(ContextMenu.class::isInstance).forEach(Window::hide);
        return true;
    }

    private boolean fire(String selector) {
        return with(selector, (Node node) -> ((ButtonBase) (node instanceof ButtonBase ? node : node.lookup(".button"))).fire());
    }

    private boolean link(String words) {
        return scene.getRoot().lookupAll(".link").stream().filter(node -> AppWindow.shown(node) && node instanceof ButtonBase button && button.getText().contains(words)).findFirst()
                .map(node -> {
                    ((ButtonBase) node).fire();
                    return true;
                }).orElse(false);
    }

    private boolean zoom(KeyCode code) {
        scene.getAccelerators().get(new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN)).run();
        return true;
    }

    private static boolean key(Node node, KeyCode code) {
        if (node != null) {
            Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
        }
        return node != null;
    }

    /** Does something to a node, once it is there. */
    @SuppressWarnings("unchecked") // the caller knows what it looks for
    private <N extends Node> boolean with(String selector, Consumer<N> act) {
        Node node = node(selector);
        if (node != null) {
            act.accept((N) node);
        }
        return node != null;
    }

    private int rows(String selector) {
        return node(selector) instanceof TableView<?> table ? table.getItems().size() : 0;
    }

    private boolean choose(String selector, String first) {
        if (node(selector) instanceof TableView<?> table) {
            for (int i = 0; i < table.getItems().size(); i++) {
                if (first.equals(table.getColumns().getFirst().getCellData(i))) {
                    table.getSelectionModel().select(i);
                    table.scrollTo(i);
                    return true;
                }
            }
        }
        return false;
    }
}
