package dev.vitrine.app.widget;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/** Words that show up where the mouse rests. A tooltip is a window of its own and dear to make: it is made when the mouse first comes by. */
public final class Tips {

    private static final double WIDEST = 520;

    private Tips() {}

    /** @param words asked for each time they are to be seen; empty for none */
    public static void on(Node node, Supplier<String> words) {
        node.addEventHandler(MouseEvent.MOUSE_ENTERED, new EventHandler<>() {
            @Override
            public void handle(MouseEvent entered) {
                node.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
                install(node, words);
            }
        });
    }

    private static void install(Node node, Supplier<String> words) {
        Tooltip tip = new Tooltip(words.get());
        tip.setWrapText(true);
        tip.setMaxWidth(WIDEST);
        Tooltip.install(node, tip);
        EventHandler<MouseEvent> say = _ -> {
            String now = words.get();
            tip.setText(now);
            tip.setOpacity(now.isEmpty() ? 0 : 1);
        };
        node.addEventHandler(MouseEvent.MOUSE_ENTERED, say);
        node.addEventHandler(MouseEvent.MOUSE_MOVED, say);
    }
}
