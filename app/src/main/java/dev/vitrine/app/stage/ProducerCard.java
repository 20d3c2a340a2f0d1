package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Picture.Producer;
import dev.vitrine.app.widget.Tips;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** A program that writes. */
final class ProducerCard extends Region {

    private static final double PAD = 16;

    private final Region dot = new Region();
    private final Label name = new Label();
    private final Label about = new Label();
    private final Label rate = new Label();
    private final Label whose = new Label();

    ProducerCard(Producer producer, Selection selection) {
        getStyleClass().addAll("card", "producer");
        dot.getStyleClass().add("actor-dot");
        name.getStyleClass().add("actor-name");
        about.getStyleClass().addAll("soft", "small");
        rate.getStyleClass().addAll("mono", "medium", "actor-rate");
        whose.getStyleClass().add("pill");
        whose.getStyleClass().add(producer.own() || producer.actor() ? "plain" : "accent");
        whose.setText(producer.own() ? "this app" : producer.actor() ? "actor" : "yours");
        getChildren().addAll(dot, name, about, rate, whose);
        Tips.on(this, () -> name.getText() + "\n" + about.getText());
        Picks.on(this, selection, new Selected.Client(producer.clientId()));
        show(producer);
    }

    void show(Producer producer) {
        name.setText(producer.name());
        about.setText(producer.about());
    }

    void rate(String text, boolean flows) {
        rate.setText(text);
        dot.setOpacity(flows ? 1 : 0.45);
        setAccessibleText("producer " + name.getText() + ", " + about.getText() + ", " + text);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        dot.resizeRelocate(PAD - 1, 15, 18, 18);
        name.resizeRelocate(PAD + 25, 14, width - 2 * PAD - 24, 20);
        about.resizeRelocate(PAD, 38, width - 2 * PAD, 16);
        double pill = Math.ceil(whose.prefWidth(-1));
        rate.resizeRelocate(PAD, 57, width - 2 * PAD - pill, 18);
        whose.resizeRelocate(width - 12 - pill, 56, pill, 20);
    }
}
