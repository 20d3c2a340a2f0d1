package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.StageModel;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** What stands above the three columns: their names, the brokers' heads, and what can be done. */
final class StageHeads extends Region {

    static final double HEIGHT = 44;

    private final Label[] names = {name("PRODUCERS"), name("TOPICS"), name("CONSUMER GROUPS")};
    private final CheckBox internal = new CheckBox("Internal topics");
    private final Button connect = new Button("Connect my app");
    private final Button addProducer;
    private final Button addConsumer;
    private final RackHeads brokers;
    private boolean presented;
    private boolean hasInternal;

    StageHeads(Wings wings, RackHeads brokers) {
        this.brokers = brokers;
        addProducer = wings.handle(Wings.Kind.PRODUCER);
        addConsumer = wings.handle(Wings.Kind.CONSUMER);
        connect.getStyleClass().setAll("link");
        internal.getStyleClass().add("internal-toggle");
        setPickOnBounds(false);
        getChildren().addAll(names);
        getChildren().addAll(internal, brokers, connect, addProducer, addConsumer);
    }

    private static Label name(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("column-head");
        return label;
    }

    /** @param open what "Connect my app" does */
    void onConnect(Runnable open) {
        connect.setOnAction(_ -> open.run());
    }

    /** @param show told whether internal topics are to be shown */
    void onInternal(Consumer<Boolean> show) {
        internal.setOnAction(_ -> show.accept(internal.isSelected()));
    }

    void join() {
        brokers.join();
    }

    /** @param act whether one can join in; @param toOthers whether it is shown to others: nothing to press then */
    void offer(boolean act, boolean toOthers) {
        presented = toOthers;
        List.of(connect, addProducer, addConsumer).forEach(part -> part.setVisible(act && !toOthers));
        internal.setVisible(hasInternal && !presented);
    }

    void show(StageModel model) {
        Picture picture = model.picture();
        boolean shown = model.options().internal();
        hasInternal = shown || picture.hiddenTopics() > 0;
        internal.setText(shown ? "Internal topics" : "Internal topics (" + picture.hiddenTopics() + ")");
        internal.setVisible(hasInternal && !presented);
        StageLayout layout = model.layout();
        brokers.show(picture.brokers(), layout.rack());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        Columns columns = Columns.of(getWidth());
        Columns.Span[] spans = {columns.producers(), columns.topics(), columns.groups()};
        for (int i = 0; i < names.length; i++) {
            names[i].resizeRelocate(spans[i].left() + 4, 18, spans[i].width(), 16);
        }
        double word = Math.ceil(connect.prefWidth(-1));
        double add = Math.ceil(addProducer.prefWidth(-1));
        double headed = names[0].getLayoutX() + Math.ceil(names[0].prefWidth(-1));
        double left = Math.max(headed + 2, columns.producers().right() - word - add - 2); // where it is narrow they reach out over the gap
        addProducer.resizeRelocate(left, 14, add, 22);
        connect.resizeRelocate(left + add + 2, 14, word, 22);
        double join = Math.ceil(addConsumer.prefWidth(-1));
        addConsumer.resizeRelocate(columns.groups().right() - join, 14, join, 22);
        brokers.resizeRelocate(columns.topics().left(), 14, columns.topics().width(), 22);
        double width = Math.ceil(internal.prefWidth(-1));
        internal.resizeRelocate(columns.topics().right() - width, 15, width, 22);
    }
}
