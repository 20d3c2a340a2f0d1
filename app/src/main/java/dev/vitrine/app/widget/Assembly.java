package dev.vitrine.app.widget;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;

/**
 * A view taken apart, and put together again piece by piece. A node costs most when it is first dressed: its skin is made, its style looked up. A whole
 * screen of them in one frame would hold everything up; a few at a time go unnoticed. Taken apart in the background, put together on the toolkit's thread.
 */
public final class Assembly {

    /** What a piece may hold, in nodes as they will be once they have their skins: in a JVM that has compiled nothing yet, each costs a millisecond. */
    private static final int NODES_A_PIECE = 8;

    private final Deque<Runnable> pieces = new ArrayDeque<>();
    private final List<Node> hidden = new ArrayList<>();

    /** To be put together unseen: what is hidden in it is dressed too. @param view not part of a scene */
    public Assembly(Node view) {
        this(view, true);
    }

    private Assembly(Node view, boolean withHidden) {
        if (withHidden) {
            uncover(view);
        }
        takeApart(view);
    }

    /** Of what is about to be shown: what is hidden in it stays so. @param view not part of a scene */
    static Assembly ofShown(Node view) {
        return new Assembly(view, false);
    }

    /** What can't be seen isn't dressed; it is to be dressed with the rest. */
    private void uncover(Node node) {
        if (!node.isVisible() && !node.visibleProperty().isBound()) {
            hidden.add(node);
            node.setVisible(true);
        }
        parts(node).forEach(this::uncover);
    }

    private static List<? extends Node> parts(Node node) {
        return switch (node) {
            case ScrollPane scroll -> scroll.getContent() == null ? List.of() : List.of(scroll.getContent());
            case TabPane tabs -> tabs.getTabs().stream().map(Tab::getContent).filter(Objects::nonNull).toList();
            case SplitPane split -> split.getItems();
            case Control _ -> List.of();
            case Parent parent -> parent.getChildrenUnmodifiable();
            default -> List.of();
        };
    }

    /** All pieces are back and have been dressed: what was hidden is hidden again. */
    public void finish() {
        hidden.forEach(node -> node.setVisible(false));
        hidden.clear();
    }

    /** Puts one piece back. @return true where none was left */
    public boolean step() {
        Runnable next = pieces.poll();
        if (next != null) {
            next.run();
        }
        return next == null;
    }

    /** Takes out of a node all that is too much for one step, the outermost to be put back first. */
    private void takeApart(Node node) {
        if (weight(node) <= NODES_A_PIECE) {
            return;
        }
        switch (node) {
            case ScrollPane scroll when scroll.getContent() != null -> {
                Node content = scroll.getContent();
                scroll.setContent(null);
                later(content, () -> scroll.setContent(content));
            }
            case TabPane tabs -> tabs.getTabs().forEach(this::takeApart);
            // Their parts have fixed places: they stay, and only what is in them is taken out.
            case SplitPane split -> split.getItems().forEach(this::takeApart);
            case BorderPane border -> border.getChildren().forEach(this::takeApart);
            case Pane pane -> {
                List<Node> children = new ArrayList<>(pane.getChildren());
                pane.getChildren().clear();
                children.forEach(child -> later(child, () -> pane.getChildren().add(child)));
            }
            default -> { }
        }
    }

    private void takeApart(Tab tab) {
        Node content = tab.getContent();
        if (content != null) {
            tab.setContent(null);
            later(content, () -> tab.setContent(content));
        }
    }

    private void later(Node child, Runnable putBack) {
        Deque<Runnable> before = new ArrayDeque<>(pieces);
        pieces.clear();
        takeApart(child);
        Deque<Runnable> within = new ArrayDeque<>(pieces);
        pieces.clear();
        pieces.addAll(before);
        pieces.add(putBack);
        pieces.addAll(within);
    }

    /** About how many nodes it will be. */
    private static int weight(Node node) {
        int own = switch (node) {
            case TableView<?> table -> 12 + 6 * table.getColumns().size();
            case TextArea _ -> 20;
            case ListView<?> _ -> 12;
            case ScrollPane _ -> 10;
            case TabPane tabs -> 8 + 6 * tabs.getTabs().size();
            case SplitPane _ -> 6;
            case ComboBoxBase<?> _ -> 8;
            case Labeled _ -> 2;
            case Control _ -> 5;
            default -> 1;
        };
        return own + parts(node).stream().mapToInt(Assembly::weight).sum();
    }
}
