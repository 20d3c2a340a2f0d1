package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter;
import dev.vitrine.app.model.stage.Picture.Broker;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Topic;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.TopicMotion;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.apache.kafka.common.TopicPartition;
import org.kordamp.ikonli.javafx.FontIcon;

/** A topic: its name, what is to be known of it, its lanes, and behind them the brokers' tanks. */
final class TopicNode extends Region {

    /** What a person can ask of a topic's card. */
    interface Asked {
        void collapse(String topic, boolean collapsed);

        void whole(String topic);
    }

    /** Each change draws the whole card anew. */
    private static final long FACTS_EVERY_NANOS = 400_000_000L;
    /** A picture of a larger card than fits a window or two is not worth its memory. */
    private static final double KEPT_AS_PICTURE = 1_600;
    /** So far tanks reach beyond the first lane and the last. */
    private static final double GLASS_BEYOND = 2;

    private final Selection selection;
    private final Glass glass = new Glass();
    private final Label name = new Label();
    private final Label facts = new Label();
    private final FontIcon foldIcon = new FontIcon("fth-chevron-down");
    private final Button fold = new Button("", foldIcon);
    private final Button rest = new Button();
    private final Shelf<TopicPartition, Lane, LaneNode> lanes;
    private Topic topic;
    private Density density = Density.ROOMY;
    private int firstLane;
    private List<Lane> seen = List.of();
    private long factsAt;

    TopicNode(Topic first, Selection selection, Asked asked) {
        this.selection = selection;
        this.topic = first;
        getStyleClass().addAll("card", "topic");
        name.getStyleClass().add("title");
        facts.getStyleClass().addAll("soft", "small");
        fold.getStyleClass().setAll("fold");
        fold.setOnAction(_ -> asked.collapse(topic.name(), !topic.collapsed()));
        rest.getStyleClass().setAll("link");
        rest.setOnAction(_ -> asked.whole(topic.name()));
        getChildren().addAll(glass, name, facts, fold, rest);
        lanes = new Shelf<>(getChildren(), getChildren().size(), Lane::id, lane -> new LaneNode(lane, selection));
        Picks.on(this, selection, new Selected.Topic(first.name()));
    }

    String name() {
        return topic.name();
    }

    /** @param sight which of its lanes have nodes, from its own top */
    void show(Topic now, StageLayout layout, List<Broker> brokers, Sight sight, Allowance allowance) {
        topic = now;
        density = layout.density();
        glass.setVisible(!now.collapsed());
        glass.show(brokers, layout.rack(), selection.current());
        name.setText(now.name());
        foldIcon.setIconLiteral(now.collapsed() ? "fth-chevron-right" : "fth-chevron-down");
        fold.setAccessibleText((now.collapsed() ? "open " : "fold ") + now.name());
        rest.setText(now.leftOut() + " more partitions");
        rest.setVisible(now.leftOut() > 0);
        firstLane = Math.min(now.lanes().size(), sight.first(density.header(), density.pitch()));
        seen = now.lanes().subList(firstLane, Math.max(firstLane, sight.last(density.header(), density.pitch(), now.lanes().size())));
        lanes.keep(seen, allowance);
        for (Lane lane : seen) {
            LaneNode node = lanes.get(lane.id());
            if (node != null) {
                node.show(lane, density, layout.rack());
            }
        }
        requestLayout();
    }

    /** Figures that change all the time; a few times a second is enough to read them. */
    void figures(TopicMotion motion, EndMeter ends, long nowNanos) {
        double perSecond = motion.perSecond();
        String rate = topic.collapsed() || perSecond < 0.05 ? "" : " · " + Figures.rate(perSecond);
        String worth = motion.worth() == 1 ? "" : " · 1 dot = " + Figures.exact(motion.worth()) + " records";
        if (Math.abs(nowNanos - factsAt) >= FACTS_EVERY_NANOS) {
            factsAt = nowNanos;
            facts.setText(topic.facts() + worth + rate);
        }
        setAccessibleText("topic " + topic.name() + ", " + facts.getText());
        for (Lane lane : seen) {
            LaneNode node = lanes.get(lane.id());
            if (node != null) {
                ends.ends(lane.id()).ifPresent(e -> node.tell(e, ends.perSecond(lane.id(), nowNanos)));
            }
        }
    }

    void showSelection() {
        Picks.show(this, selection.current());
        glass.pick(selection.current());
        lanes.all().forEach(lane -> Picks.show(lane, selection.current()));
    }

    @Override
    protected void layoutChildren() {
        // What moves over it is painted in each frame, and all that lies below is drawn again: a card that stays the same is a picture.
        setCache(getHeight() <= KEPT_AS_PICTURE);
        double width = getWidth();
        double head = topic.collapsed() ? 24 : Math.min(25, density.header() / 2);
        double named = Math.min(Math.ceil(name.prefWidth(-1)), (width - 70) * 0.6);
        double factsWidth = Math.min(Math.ceil(facts.prefWidth(-1)), width - 70 - named);
        fold.resizeRelocate(width - 34, head - 11, 22, 22);
        facts.resizeRelocate(width - 38 - factsWidth, head - 9, factsWidth, 18);
        name.resizeRelocate(20, head - 11, width - 70 - factsWidth, 22);
        if (name.prefWidth(-1) > width - 70 - factsWidth) {
            Tooltip.install(name, new Tooltip(topic.name()));
        }
        double above = density.header() - 4;
        glass.resizeRelocate(0, above - GLASS_BEYOND, width, topic.lanes().size() * density.pitch() - density.pitch() + density.track() + 8 + 2 * GLASS_BEYOND);
        double y = above + firstLane * density.pitch();
        for (Lane lane : seen) {
            LaneNode node = lanes.get(lane.id());
            if (node != null) {
                node.resizeRelocate(0, y, width, density.track() + 8);
            }
            y += density.pitch();
        }
        rest.resizeRelocate(16, getHeight() - 27, Math.ceil(rest.prefWidth(-1)), 20);
    }
}
