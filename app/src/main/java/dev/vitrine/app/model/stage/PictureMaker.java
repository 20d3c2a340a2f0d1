package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.stage.Picture.Feed;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import dev.vitrine.app.model.stage.Picture.Producer;
import dev.vitrine.app.model.stage.Picture.Topic;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Makes a {@link Picture} of each snapshot. Remembers nothing; who has which colour and shape, {@link Emblems} know. */
public final class PictureMaker {

    /** Lanes of one topic, until a person asks for all. */
    static final int LANES = 16;
    /** Lanes of all topics together, above which further topics begin collapsed. */
    static final int LANES_IN_ALL = 48;

    private final String ownPrefix;
    private final Function<String, Optional<String>> roles;
    private final Emblems emblems;

    /** Without any actors. @param ownPrefix client ids that begin so are the app's own */
    public PictureMaker(String ownPrefix) {
        this(ownPrefix, _ -> Optional.empty(), new Emblems());
    }

    /** @param roles what an actor was told to be, by client id; empty for everybody else. From any thread */
    public PictureMaker(String ownPrefix, Function<String, Optional<String>> roles, Emblems emblems) {
        this.ownPrefix = ownPrefix;
        this.roles = roles;
        this.emblems = emblems;
    }

    public Picture picture(ClusterSnapshot snapshot, PictureOptions options) {
        List<TopicView> shown = snapshot.topics().stream().filter(topic -> options.internal() || !topic.internal())
                .sorted(Comparator.comparing(TopicView::internal).thenComparing(TopicView::name)).toList();
        Set<String> names = shown.stream().map(TopicView::name).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<String, Integer> places = emblems.groups(snapshot.groups());
        List<Picture.Group> groups = new GroupCards(snapshot, names, options, this::quiet, roles).cards(places, emblems.members(snapshot.groups()));
        Holders holders = new Holders(snapshot);
        return new Picture(producers(snapshot, names), topics(shown, marks(snapshot.groups(), places), holders, options), groups, holders.brokers(),
                snapshot.topics().size() - shown.size());
    }

    /** Whoever looks from within the app (inspector, tables, lists of messages) is no actor: looking must not change what is looked at. */
    private boolean quiet(String clientId) {
        return clientId.startsWith(ownPrefix);
    }

    private static Map<TopicPartition, List<Mark>> marks(List<GroupView> groups, Map<String, Integer> places) {
        Map<TopicPartition, List<Mark>> marks = new HashMap<>();
        for (GroupView group : groups) {
            for (CommittedOffset committed : group.offsets()) {
                marks.computeIfAbsent(committed.partition(), _ -> new ArrayList<>())
                        .add(new Mark(group.id(), places.get(group.id()), committed.offset(), !group.members().isEmpty()));
            }
        }
        marks.values().forEach(list -> list.sort(Comparator.comparingInt(Mark::place)));
        return marks;
    }

    private static List<Topic> topics(List<TopicView> shown, Map<TopicPartition, List<Mark>> marks, Holders holders, PictureOptions options) {
        List<Topic> topics = new ArrayList<>();
        int lanes = 0;
        for (TopicView view : shown) {
            int wanted = options.whole().contains(view.name()) ? view.partitions().size() : Math.min(LANES, view.partitions().size());
            boolean crowded = lanes > 0 && lanes + wanted > LANES_IN_ALL && !options.whole().contains(view.name());
            boolean collapsed = options.collapsed().getOrDefault(view.name(), crowded);
            lanes += collapsed ? 0 : wanted;
            topics.add(topic(view, collapsed, lanes(view, collapsed ? 0 : wanted, marks, holders)));
        }
        return topics;
    }

    private static List<Lane> lanes(TopicView view, int count, Map<TopicPartition, List<Mark>> marks, Holders holders) {
        return view.partitions().stream().limit(count).map(partition -> {
            TopicPartition id = new TopicPartition(view.name(), partition.index());
            return new Lane(id, marks.getOrDefault(id, List.of()), holders.replicas(partition));
        }).toList();
    }

    private static Topic topic(TopicView view, boolean collapsed, List<Lane> lanes) {
        return new Topic(view.name(), view.internal(), view.partitions().size(), collapsed, facts(view), lanes);
    }

    private static String facts(TopicView view) {
        List<String> facts = new ArrayList<>();
        facts.add(Figures.count(view.partitions().size(), "partition"));
        Map<String, String> configs = view.configs();
        if (configs.getOrDefault("cleanup.policy", "").contains("compact")) {
            facts.add("compacted");
        }
        if (configs.containsKey("retention.ms")) {
            facts.add(kept(configs.get("retention.ms")));
        }
        return String.join(" · ", facts);
    }

    private static String kept(String retentionMs) {
        try {
            long millis = Long.parseLong(retentionMs);
            return millis < 0 ? "kept for ever" : "kept " + Figures.duration(millis);
        } catch (NumberFormatException e) {
            return "kept " + retentionMs + " ms";
        }
    }

    private List<Producer> producers(ClusterSnapshot snapshot, Set<String> topics) {
        Map<String, List<ConnectionView>> byClient = new LinkedHashMap<>();
        snapshot.connections().stream().sorted(Comparator.comparing(ConnectionView::clientId).thenComparing(ConnectionView::id))
                .filter(connection -> connection.flows().stream().anyMatch(flow -> produces(flow, topics)))
                .forEach(connection -> byClient.computeIfAbsent(connection.clientId(), _ -> new ArrayList<>()).add(connection));
        return byClient.entrySet().stream().map(entry -> producer(entry.getKey(), entry.getValue(), topics)).toList();
    }

    private static boolean produces(FlowView flow, Set<String> topics) {
        return flow.direction() == Direction.PRODUCE && topics.contains(flow.partition().topic());
    }

    private Producer producer(String clientId, List<ConnectionView> connections, Set<String> topics) {
        Map<TopicPartition, List<FlowKey>> feeds = new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        Set<String> about = new LinkedHashSet<>();
        for (ConnectionView connection : connections) {
            Names.software(connection.software()).ifPresent(about::add);
            connection.flows().stream().filter(flow -> produces(flow, topics)).forEach(flow -> {
                feeds.computeIfAbsent(flow.partition(), _ -> new ArrayList<>()).add(new FlowKey(connection.id(), flow.direction(), flow.partition()));
                about.add("acks " + (flow.acks() < 0 ? "all" : String.valueOf(flow.acks())));
            });
        }
        if (connections.size() > 1) {
            about.add(connections.size() + " connections");
        }
        boolean own = clientId.startsWith(ownPrefix);
        String name = own ? ownName(clientId.substring(ownPrefix.length())) : clientId.isEmpty() ? "no client id" : clientId;
        Optional<String> role = roles.apply(clientId);
        return new Producer(clientId, name, role.orElse(String.join(" · ", about)), own, role.isPresent(), feeds.entrySet().stream().map(e -> new Feed(e.getKey(), e.getValue())).toList());
    }

    private static String ownName(String purpose) {
        return purpose.isEmpty() ? "Vitrine" : Character.toUpperCase(purpose.charAt(0)) + purpose.substring(1);
    }
}
