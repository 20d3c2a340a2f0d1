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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The cards of the picture, as nodes: made, changed, moved and taken away as the picture says. */
final class Cards implements TopicNode.Asked {

    private final Pane content;
    private final StageModel model;
    private final Selection selection;
    private final Map<String, ProducerCard> producers = new LinkedHashMap<>();
    private final Map<String, TopicNode> topics = new LinkedHashMap<>();
    private final Map<String, GroupNode> groups = new LinkedHashMap<>();
    private Picture shown = Picture.EMPTY;
    private StageLayout placed;

    Cards(Pane content, StageModel model, Selection selection) {
        this.content = content;
        this.model = model;
        this.selection = selection;
        selection.currentProperty().addListener(_ -> showSelection());
    }

    /** Brings the nodes in line with the model's picture. @return true where anything is other than before */
    boolean follow() {
        Picture picture = model.picture();
        StageLayout layout = model.layout();
        if (picture == shown && layout == placed) {
            return false;
        }
        boolean changed = picture != shown;
        shown = picture;
        placed = layout;
        if (changed) {
            keep(producers, picture.producers(), Picture.Producer::clientId, p -> new ProducerCard(p, selection));
            keep(topics, picture.topics(), Picture.Topic::name, t -> new TopicNode(t, selection, this));
            keep(groups, picture.groups(), Picture.Group::id, g -> new GroupNode(g, selection, this::whole));
            picture.producers().forEach(producer -> producers.get(producer.clientId()).show(producer));
            picture.groups().forEach(group -> groups.get(group.id()).show(group));
        }
        picture.topics().forEach(topic -> topics.get(topic.name()).show(topic, layout.density()));
        place(layout);
        showSelection();
        return true;
    }

    private <T, N extends Region> void keep(Map<String, N> nodes, Iterable<T> wanted, Function<T, String> id, Function<T, N> make) {
        Set<String> ids = new HashSet<>();
        for (T each : wanted) {
            ids.add(id.apply(each));
            nodes.computeIfAbsent(id.apply(each), _ -> {
                N node = make.apply(each);
                node.setManaged(false);
                content.getChildren().add(node);
                return node;
            });
        }
        nodes.entrySet().removeIf(entry -> {
            boolean gone = !ids.contains(entry.getKey());
            if (gone) {
                content.getChildren().remove(entry.getValue());
            }
            return gone;
        });
    }

    private void place(StageLayout layout) {
        place(producers, layout.producers(), layout.columns().producers());
        place(topics, layout.topics(), layout.columns().topics());
        place(groups, layout.groups(), layout.columns().groups());
    }

    private static void place(Map<String, ? extends Region> nodes, Map<String, Box> boxes, Span column) {
        nodes.forEach((id, node) -> {
            Box box = boxes.get(id);
            node.resizeRelocate(column.left(), Math.round(box.top()), column.width(), Math.round(box.height()));
        });
    }

    private void showSelection() {
        producers.values().forEach(card -> Picks.show(card, selection.current()));
        topics.values().forEach(TopicNode::showSelection);
        groups.values().forEach(GroupNode::showSelection);
    }

    /** Figures and clocks: a few times a second. @param brokerMillis the broker's wall clock now */
    void figures(long nowNanos, long brokerMillis) {
        for (Picture.Producer producer : shown.producers()) {
            double rate = 0;
            for (Picture.Feed feed : producer.feeds()) {
                for (FlowKey flow : feed.flows()) {
                    rate += model.flows().perSecond(flow, nowNanos);
                }
            }
            producers.get(producer.clientId()).rate(rate < 0.05 ? "quiet" : Figures.rate(rate).replace("/s", " rec/s"), rate >= 0.05);
        }
        topics.forEach((name, node) -> node.figures(model.motion(name), model.ends(), nowNanos));
        groups.values().forEach(node -> {
            node.clock(brokerMillis);
            node.pace(partition -> model.ends().perSecond(partition, nowNanos));
        });
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
