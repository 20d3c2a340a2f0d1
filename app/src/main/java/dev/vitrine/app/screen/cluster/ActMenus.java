package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.cluster.Act;
import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.Tank;
import dev.vitrine.app.model.cluster.Wire;
import dev.vitrine.engine.observe.LinkState;
import java.util.ArrayList;
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

/** What can be done to a broker or to a link, with what it means beside each verb. */
final class ActMenus {

    private static final List<Long> DELAYS = List.of(200L, 2_000L);

    private final Consumer<Act> act;
    private Optional<String> refusal = Optional.empty();

    ActMenus(Consumer<Act> act) {
        this.act = act;
    }

    void refuse(Optional<String> why) {
        refusal = why;
    }

    /** What makes sense to do to a broker as it is. */
    static List<Act> acts(Tank tank, ClusterPicture picture) {
        List<Act> acts = new ArrayList<>();
        int id = tank.id();
        switch (tank.state()) {
            case RUNNING, FENCED -> acts.addAll(List.of(new Act.Stop(id), new Act.Kill(id), new Act.Freeze(id)));
            case FROZEN -> acts.addAll(List.of(new Act.Thaw(id), new Act.Kill(id)));
            case STOPPED, KILLED -> acts.add(new Act.Start(id));
        }
        List<Integer> others = picture.others(id);
        List<Integer> bad = others.stream().filter(other -> picture.wire(id, other).filter(wire -> !wire.isOpen()).isPresent()).toList();
        boolean allCut = !others.isEmpty() && others.stream().allMatch(other -> picture.wire(id, other).filter(wire -> wire.worst() == LinkState.CUT).isPresent());
        if (!others.isEmpty() && !allCut) {
            acts.add(new Act.CutOff(id, others));
        }
        if (!bad.isEmpty()) {
            acts.add(new Act.Reconnect(id, bad));
        }
        return acts;
    }

    static List<Act> acts(Wire wire) {
        List<Act> acts = new ArrayList<>();
        if (!wire.isOpen()) {
            acts.add(Act.Link.heal(wire.a(), wire.b()));
        }
        if (wire.worst() != LinkState.CUT || wire.lopsided()) {
            acts.add(Act.Link.cut(wire.a(), wire.b()));
        }
        DELAYS.forEach(delay -> acts.add(Act.Link.slow(wire.a(), wire.b(), delay)));
        acts.add(Act.Link.lossy(wire.a(), wire.b(), 0.3));
        return acts;
    }

    ContextMenu of(List<Act> acts) {
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
        Label meaning = new Label(refusal.orElse(each.meaning()));
        meaning.getStyleClass().addAll("soft", "small");
        meaning.setWrapText(true);
        meaning.setMaxWidth(300);
        CustomMenuItem item = new CustomMenuItem(new VBox(1, verb, meaning));
        item.setId("act-" + each.verb().toLowerCase(Locale.ROOT).replaceAll("\\W+", "-"));
        item.setDisable(refusal.isPresent());
        item.setOnAction(_ -> act.accept(each));
        return item;
    }
}
