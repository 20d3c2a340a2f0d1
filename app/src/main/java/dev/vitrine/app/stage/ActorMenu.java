package dev.vitrine.app.stage;

import dev.vitrine.app.model.actors.ActorDesk;
import dev.vitrine.app.model.actors.ActorState;
import dev.vitrine.app.model.actors.ActorView;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What an actor on the stage can be told. */
final class ActorMenu {

    private ActorMenu() {}

    static ContextMenu of(ActorView view, ActorDesk desk, Consumer<ActorView> remove, Consumer<String> open) {
        ContextMenu menu = new ContextMenu();
        ActorState state = view.state();
        if (state == ActorState.RUNNING) {
            item(menu, "Freeze", () -> desk.freeze(view.id()));
            if (!view.produces()) {
                item(menu, "Get stuck", () -> desk.stick(view.id()));
            }
        }
        if (state == ActorState.FROZEN || state == ActorState.STUCK) {
            item(menu, "Wake", () -> desk.wake(view.id()));
        }
        if (state.alive()) {
            item(menu, "Crash", () -> desk.crash(view.id()));
            item(menu, view.produces() ? "Close" : "Leave politely", () -> desk.leave(view.id()));
        } else {
            item(menu, "Start", () -> desk.start(view.id()));
        }
        line(menu);
        item(menu, "Another like it", () -> desk.add(view.setup(), true));
        item(menu, "Change…", () -> open.accept(view.name()));
        item(menu, "Remove", () -> remove.accept(view));
        return menu;
    }

    static void item(ContextMenu menu, String words, Runnable run) {
        MenuItem item = new MenuItem(words);
        item.setOnAction(_ -> run.run());
        menu.getItems().add(item);
    }

    static void line(ContextMenu menu) {
        menu.getItems().add(new SeparatorMenuItem());
    }
}
