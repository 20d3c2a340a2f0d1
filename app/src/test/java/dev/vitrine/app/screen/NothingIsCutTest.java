package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.Casts;
import dev.vitrine.app.testing.AppWindow;
import dev.vitrine.app.testing.CastWindow;
import dev.vitrine.app.widget.CutWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.skin.TableColumnHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In the smallest window that Vitrine is made for, no heading, button, field's name or column's name is cut; beside a lesson neither. What people gave
 * (names, values) may be, and shows itself whole under the mouse.
 */
class NothingIsCutTest {

    private static final List<String> SCREENS = List.of("stage", "topics", "messages", "groups", "microscope", "composer", "actors", "cluster", "lab", "lessons", "settings");
    private static final List<String> OURS = List.of("screen-title", "field-label", "column-head", "title", "segment", "acks-step-title", "pill", "link");

    /** A screen is filled frame by frame, ten times a second: what shows the same for as many looks has had a frame. */
    private static final int SAME_LOOKS = 3;

    private static final int MOST_LOOKS = 200;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    @TempDir Path folder;
    private AppWindow window;

    @BeforeEach
    void open() throws Exception {
        window = CastWindow.open(folder).play(Casts.family()).window();
        window.await(".member");
    }

    @AfterEach
    void close() {
        window.close();
    }

    private List<String> cut() {
        List<String> cut = new ArrayList<>();
        ours().forEach(node -> CutWords.wholeIfCut(node).ifPresent(cut::add));
        return cut;
    }

    private static boolean isOurs(Labeled node) {
        boolean named = node instanceof ButtonBase || node.getStyleClass().stream().anyMatch(OURS::contains);
        return (named || within(node, "column-header") || within(node, "tab-label")) && !within(node, "card-title") && !within(node, "group") && !within(node, "topic");
    }

    private static boolean within(Node node, String style) {
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            if (at.getStyleClass().contains(style)) {
                return true;
            }
        }
        return node.getStyleClass().contains(style);
    }

    /** @param thoroughly also what a screen shows in one place by turns: where the room is narrowest */
    private void visitAll(String where, boolean thoroughly) {
        for (String screen : SCREENS) {
            AppWindow.call(() -> {
                ((ButtonBase) window.stage().getScene().getRoot().lookup("#rail-" + screen)).fire();
                return true;
            });
            AppWindow.until(screen, () -> window.stage().getScene().getRoot().lookup("#rail-" + screen).getPseudoClassStates().contains(PseudoClass.getPseudoClass("selected"))
                    && content().getChildrenUnmodifiable().stream().anyMatch(Node::isVisible));
            settle();
            AppWindow.call(() -> {
                content().lookupAll(".table-view").stream().filter(AppWindow::shown).map(TableView.class::cast)
                        .filter(table -> !table.getItems().isEmpty() && table.getSelectionModel().isEmpty()).forEach(table -> table.getSelectionModel().selectFirst());
                return true;
            });
            nothingIsCut(screen + where);
            if (thoroughly) {
                turnAll(".segment", ToggleButton.class, ToggleButton::fire, screen + where);
                turnAll(".tab-pane", TabPane.class, pane -> pane.getSelectionModel().selectNext(), screen + where);
            }
        }
    }

    private <T extends Node> void turnAll(String selector, Class<T> type, Consumer<T> turn, String where) {
        List<T> there = AppWindow.call(() -> content().lookupAll(selector).stream().filter(AppWindow::shown).map(type::cast).toList());
        for (T one : there) {
            int turns = one instanceof TabPane tabs ? tabs.getTabs().size() : 1;
            for (int i = 0; i < turns; i++) {
                AppWindow.call(() -> {
                    if (AppWindow.shown(one)) {
                        turn.accept(one);
                    }
                    return true;
                });
                nothingIsCut(where + ", " + one + " turned");
            }
        }
    }

    private Parent content() {
        return (Parent) window.stage().getScene().getRoot().lookup(".content");
    }

    /** Waits until the screen shows what it has to say: the same words of ours, for a few looks in a row. */
    private void settle() {
        List<String> before = List.of();
        int same = 0;
        for (int look = 0; look < MOST_LOOKS && same < SAME_LOOKS; look++) {
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            List<String> now = AppWindow.call(() -> ours().map(Labeled::getText).toList());
            same = now.equals(before) ? same + 1 : 0;
            before = now;
        }
    }

    private Stream<Labeled> ours() {
        return window.stage().getScene().getRoot().lookupAll("*").stream().filter(Labeled.class::isInstance).map(Labeled.class::cast)
                .filter(node -> AppWindow.shown(node) && node.getWidth() > 0 && isOurs(node));
    }

    /** Words find their room in the next layout: they are given time for it. */
    private void nothingIsCut(String where) {
        settle();
        try {
            AppWindow.until("nothing is cut: " + where, () -> cut().isEmpty());
        } catch (AssertionError inVain) {
            assertThat(AppWindow.call(this::cut)).as(where).isEmpty();
        }
    }

    /** Those of tables that nobody looks at yet too: the width that a column gets depends on what else there is. */
    private List<String> columnsThatMayBecomeNarrowerThanTheirHeads() {
        return content().lookupAll(".column-header").stream().filter(TableColumnHeader.class::isInstance).map(TableColumnHeader.class::cast)
                .filter(head -> head.getTableColumn() != null && head.lookup(".label") instanceof Labeled label && !label.getText().isEmpty()
                        && label.prefWidth(-1) + head.snappedLeftInset() + head.snappedRightInset() > head.getTableColumn().getMinWidth())
                .map(head -> head.getTableColumn().getText()).distinct().toList();
    }

    @Test
    void nothing_that_the_app_itself_says_is_cut_in_a_small_window_and_beside_a_lesson() {
        visitAll("", false);
        window.click("#rail-lessons");
        window.click("#lesson-message");
        window.await(".lesson-panel");
        visitAll(" beside a lesson", true);
        assertThat(AppWindow.call(this::columnsThatMayBecomeNarrowerThanTheirHeads)).isEmpty();
    }
}
