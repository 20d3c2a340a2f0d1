package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selection;
import dev.vitrine.app.model.stage.Columns.Span;
import dev.vitrine.app.model.stage.FlowKey;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.PictureOptions;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The cards of the picture, as nodes: made, changed, moved and taken away as the picture says. However large the cluster is, there are nodes only for
 * what can be seen or is a page away, and a frame makes only so many of them.
 */
final class Cards implements TopicNode.Asked {

    private final StageModel model;
    private final Selection selection;
    private final Allowance allowance = new Allowance(System::nanoTime);
    private final Shelf<String, Picture.Producer, ProducerCard> producers;
    private final Shelf<String, Picture.Topic, TopicNode> topics;
    private final Shelf<String, Picture.Group, GroupNode> groups;
    private Picture shown = Picture.EMPTY;
    private StageLayout placed;
    private Sight sight = new Sight(0, 0);
    private boolean unfinished;

    Cards(Pane content, StageModel model, Selection selection) {
        this.model = model;
        this.selection = selection;
        Pane[] columns = {column(), column(), column()};
        content.getChildren().addAll(columns);
        producers = new Shelf<>(columns[0].getChildren(), 0, Picture.Producer::clientId, p -> new ProducerCard(p, selection));
        topics = new Shelf<>(columns[1].getChildren(), 0, Picture.Topic::name, t -> new TopicNode(t, selection, this));
        groups = new Shelf<>(columns[2].getChildren(), 0, Picture.Group::id, g -> new GroupNode(g, selection, this::whole));
    }

    private static Pane column() {
        Pane pane = new Pane();
        pane.setPickOnBounds(false);
        return pane;
    }

    /** Listens to what is selected, from now on. */
    void join() {
        selection.currentProperty().addListener(_ -> showSelection());
        showSelection();
    }

    /** Brings the nodes in line with the model's picture. @param seen what of the content is to have nodes. @return true where anything is other than before */
    boolean follow(Sight seen) {
        Picture picture = model.picture();
        StageLayout layout = model.layout();
        if (picture == shown && layout == placed && seen.equals(sight) && !unfinished) {
            return false;
        }
        shown = picture;
        placed = layout;
        sight = seen;
        allowance.renew();
        producers.keep(inSight(picture.producers(), Picture.Producer::clientId, layout.producers()), allowance);
        topics.keep(inSight(picture.topics(), Picture.Topic::name, layout.topics()), allowance);
        groups.keep(inSight(picture.groups(), Picture.Group::id, layout.groups()), allowance);
        show(picture, layout);
        unfinished = allowance.refused();
        return true;
    }

    private <T> List<T> inSight(List<T> all, Function<T, String> id, Map<String, Box> boxes) {
        return all.stream().filter(each -> sight.sees(boxes.get(id.apply(each)))).toList();
    }

    private void show(Picture picture, StageLayout layout) {
        for (Picture.Producer producer : picture.producers()) {
            ProducerCard card = producers.get(producer.clientId());
            if (card != null) {
                card.show(producer);
                place(card, layout.producers().get(producer.clientId()), layout.columns().producers());
            }
        }
        for (Picture.Topic topic : picture.topics()) {
            TopicNode node = topics.get(topic.name());
            if (node != null) {
                Box box = layout.topics().get(topic.name());
                node.show(topic, layout, picture.brokers(), sight.within(box), allowance);
                place(node, box, layout.columns().topics());
            }
        }
        for (Picture.Group group : picture.groups()) {
            GroupNode node = groups.get(group.id());
            if (node != null) {
                Box box = layout.groups().get(group.id());
                node.show(group, sight.within(box), allowance);
                place(node, box, layout.columns().groups());
            }
        }
    }

    private static void place(Region node, Box box, Span column) {
        node.resizeRelocate(column.left(), Math.round(box.top()), column.width(), Math.round(box.height()));
    }

    private void showSelection() {
        producers.all().forEach(card -> Picks.show(card, selection.current()));
        topics.all().forEach(TopicNode::showSelection);
        groups.all().forEach(GroupNode::showSelection);
    }

    /** Figures and clocks: a few times a second. @param brokerMillis the broker's wall clock now */
    void figures(long nowNanos, long brokerMillis) {
        for (Picture.Producer producer : shown.producers()) {
            ProducerCard card = producers.get(producer.clientId());
            if (card != null) {
                double rate = rate(producer, nowNanos);
                card.rate(rate < 0.05 ? "quiet" : Figures.rate(rate).replace("/s", " rec/s"), rate >= 0.05);
            }
        }
        topics.all().forEach(node -> node.figures(model.motion(node.name()), model.ends(), nowNanos));
        groups.all().forEach(node -> {
            node.clock(brokerMillis);
            node.pace(partition -> model.ends().perSecond(partition, nowNanos));
        });
    }

    private double rate(Picture.Producer producer, long nowNanos) {
        double rate = 0;
        for (Picture.Feed feed : producer.feeds()) {
            for (FlowKey flow : feed.flows()) {
                rate += model.flows().perSecond(flow, nowNanos);
            }
        }
        return rate;
    }

    @Override
    public void collapse(String topic, boolean collapsed) {
        PictureOptions before = model.options();
        Map<String, Boolean> choices = new HashMap<>(before.collapsed());
        choices.put(topic, collapsed);
        model.choose(new PictureOptions(before.internal(), choices, before.whole()));
    }

    @Override
    public void whole(String name) {
        PictureOptions before = model.options();
        Set<String> all = new HashSet<>(before.whole());
        all.add(name);
        model.choose(new PictureOptions(before.internal(), before.collapsed(), all));
    }
}
