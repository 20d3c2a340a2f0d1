package dev.vitrine.app.model.stage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.kafka.common.TopicPartition;

/**
 * Where everything stands: a pure function of a picture and the room there is. Vertical places count from the top of the scrolled content; nothing
 * overlaps, and what doesn't fit into the window is reached by scrolling.
 */
public record StageLayout(
        Columns columns,
        Rack rack,
        Density density,
        Map<String, Box> producers,
        Map<String, Box> topics,
        Map<String, Box> groups,
        Map<TopicPartition, Double> lanes,
        Map<MemberKey, Double> members,
        double height) {

    static final double GAP = 16;
    static final double PRODUCER_HEIGHT = 84;
    static final double COLLAPSED_HEIGHT = 48;
    static final double MORE_HEIGHT = 28;
    static final double GROUP_HEADER = 46;
    static final double MEMBER_PITCH = 46;
    static final double MEMBER_MIDDLE = 18;
    static final double NOTE_HEIGHT = 26;
    static final double GROUP_FOOT = 8;

    /** A card's top and height; its column tells the rest. */
    public record Box(double top, double height) {

        public double bottom() {
            return top + height;
        }
    }

    public record MemberKey(String group, String memberId) {}

    /** @param viewport height that can be seen at once: decides how closely lanes lie */
    public static StageLayout of(Picture picture, double width, double viewport) {
        Density density = Density.DENSE;
        for (Density roomier : Density.values()) {
            // The roomiest only where it leaves room for more: a new topic must not make everything shrink at once.
            double room = roomier == Density.WIDE ? viewport * 0.7 : viewport;
            if (topicsHeight(picture, roomier) <= room) {
                density = roomier;
                break;
            }
        }
        return new Arrangement(picture, density).layout(Columns.of(width));
    }

    /** How long lanes are. */
    public double laneLength() {
        return rack.laneLength(columns.topics().width());
    }

    private static double topicsHeight(Picture picture, Density density) {
        return picture.topics().stream().mapToDouble(topic -> height(topic, density) + GAP).sum();
    }

    static double height(Picture.Topic topic, Density density) {
        if (topic.collapsed()) {
            return COLLAPSED_HEIGHT;
        }
        return density.header() + density.pitch() * topic.lanes().size() + (topic.leftOut() > 0 ? MORE_HEIGHT : 0);
    }

    static double height(Picture.Group group) {
        double rows = MEMBER_PITCH * group.members().size() + (group.leftOut() > 0 ? MORE_HEIGHT : 0);
        return GROUP_HEADER + rows + (group.note().isPresent() ? NOTE_HEIGHT : 0) + GROUP_FOOT;
    }

    /** Middle of a partition's lane, or of what stands for it while it is not shown; empty where its topic isn't shown at all. */
    public OptionalDouble laneY(TopicPartition partition) {
        Double lane = lanes.get(partition);
        if (lane != null) {
            return OptionalDouble.of(lane);
        }
        Box topic = topics.get(partition.topic());
        if (topic == null) {
            return OptionalDouble.empty();
        }
        boolean collapsed = topic.height() == COLLAPSED_HEIGHT;
        return OptionalDouble.of(collapsed ? topic.top() + COLLAPSED_HEIGHT / 2 : topic.bottom() - MORE_HEIGHT / 2);
    }

    /** Middle of a member's row, or of the row that stands for those left out. */
    public OptionalDouble memberY(String group, String memberId) {
        Double row = members.get(new MemberKey(group, memberId));
        if (row != null) {
            return OptionalDouble.of(row);
        }
        Box card = groups.get(group);
        return card == null ? OptionalDouble.empty() : OptionalDouble.of(card.top() + GROUP_HEADER / 2);
    }

    /** The work of one layout, column by column. */
    private static final class Arrangement {

        private final Picture picture;
        private final Density density;
        private final Map<String, Box> producers = new HashMap<>();
        private final Map<String, Box> topics = new HashMap<>();
        private final Map<String, Box> groups = new HashMap<>();
        private final Map<TopicPartition, Double> lanes = new HashMap<>();
        private final Map<MemberKey, Double> members = new HashMap<>();

        Arrangement(Picture picture, Density density) {
            this.picture = picture;
            this.density = density;
        }

        StageLayout layout(Columns columns) {
            double height = Math.max(placeTopics(), placeGroups());
            height = Math.max(height, placeProducers());
            Rack rack = Rack.of(picture.brokers().size(), columns.topics().width());
            return new StageLayout(columns, rack, density, Map.copyOf(producers), Map.copyOf(topics), Map.copyOf(groups), Map.copyOf(lanes), Map.copyOf(members),
                    height);
        }

        private double placeTopics() {
            double y = 0;
            for (Picture.Topic topic : picture.topics()) {
                Box box = new Box(y, height(topic, density));
                topics.put(topic.name(), box);
                for (int i = 0; i < topic.lanes().size(); i++) {
                    lanes.put(topic.lanes().get(i).id(), y + density.header() + density.track() / 2 + i * density.pitch());
                }
                y = box.bottom() + GAP;
            }
            return y;
        }

        private double placeGroups() {
            double y = 0;
            for (Picture.Group group : picture.groups()) {
                Box box = new Box(y, height(group));
                groups.put(group.id(), box);
                for (int i = 0; i < group.members().size(); i++) {
                    members.put(new MemberKey(group.id(), group.members().get(i).memberId()), y + GROUP_HEADER + MEMBER_PITCH * i + MEMBER_MIDDLE);
                }
                y = box.bottom() + GAP;
            }
            return y;
        }

        /** A producer stands beside what it writes to, as far as the one above it leaves room. */
        private double placeProducers() {
            record Wish(String client, double top) {}
            List<Wish> wishes = new ArrayList<>();
            picture.producers().forEach(producer -> wishes.add(new Wish(producer.clientId(), wish(producer))));
            wishes.sort(Comparator.comparingDouble(Wish::top));
            double free = 0;
            for (Wish wish : wishes) {
                Box box = new Box(Math.max(free, wish.top()), PRODUCER_HEIGHT);
                producers.put(wish.client(), box);
                free = box.bottom() + GAP;
            }
            return free;
        }

        private double wish(Picture.Producer producer) {
            return producer.feeds().stream().map(Picture.Feed::into).map(TopicPartition::topic).filter(topics::containsKey)
                    .mapToDouble(topic -> topics.get(topic).top() + 4).min().orElse(0);
        }
    }
}
