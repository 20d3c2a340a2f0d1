package dev.vitrine.app.widget;

import dev.vitrine.app.model.cluster.Act;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.VBox;

/** A menu of what can be done to a broker or to a link, with what it means beside each verb. */
public final class ActMenus {

    private static final double WIDTH = 300;

    private final Consumer<Act> act;
    private Optional<String> refusal = Optional.empty();

    public ActMenus(Consumer<Act> act) {
        this.act = act;
    }

    public void refuse(Optional<String> why) {
        refusal = why;
    }

    public ContextMenu of(List<Act> acts) {
        ContextMenu menu = new ContextMenu();
        menu.getStyleClass().add("act-menu");
        for (Act each : acts) {
            if (each instanceof Act.CutOff) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            menu.getItems().add(item(each));
        }
        return menu;
    }

    private MenuItem item(Act each) {
        Label verb = new Label(each.verb());
        verb.getStyleClass().add("medium");
        Label meaning = new Paragraph(refusal.orElse(each.meaning()), WIDTH);
        meaning.getStyleClass().addAll("soft", "small");
        CustomMenuItem item = new CustomMenuItem(new VBox(1, verb, meaning));
        item.setId("act-" + each.verb().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-"));
        item.setDisable(refusal.isPresent());
        item.setOnAction(_ -> act.accept(each));
        return item;
    }
}
