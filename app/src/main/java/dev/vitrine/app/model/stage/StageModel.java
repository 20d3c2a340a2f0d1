package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.stage.FlowMeter.Moved;
import dev.vitrine.app.model.LookPace;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The stage: who is on it, where, and what moves. {@link #show} takes a snapshot whenever there is a new one, {@link #room} the size of the window,
 * {@link #step} goes one frame on. For one thread.
 */
public final class StageModel {

    private static final long UNKNOWN_FOR_NANOS = 1_000_000_000L;
    /** What the broker counts is looked at thirty times a second, or more seldom where there is very much of it: what moves goes on with every frame. */
    private static final long LOOK_EVERY_NANOS = 30_000_000L;
    private static final long LOOK_AT_LEAST_EVERY_NANOS = 500_000_000L;
    private static final int LOOKS_TAKE_ONE_PART_OF = 150;
    private static final int FRAMES_REHEARSED = 5;

    private final PictureMaker maker;
    private final FlowMeter flows = new FlowMeter();
    private final EndMeter ends = new EndMeter();
    private final Ease ease = new Ease();
    private final Ropes ropes = new Ropes(ease);
    private final Traffic inward = new Traffic(ease);
    private final Traffic outward = new Traffic(ease);
    private final Map<String, TopicMotion> motions = new HashMap<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private Map<FlowKey, Way> ways = Map.of();
    private ClusterSnapshot snapshot;
    private PictureOptions options = PictureOptions.DEFAULT;
    private Picture picture = Picture.EMPTY;
    private final LayoutGlide layout = new LayoutGlide(ease, StageLayout.of(Picture.EMPTY, 1200, 600));
    private boolean stale;
    private boolean known;
    private double width = 1200;
    private double viewport = 600;
    private final LookPace pace = pace();
    private final LongSupplier clock;

    /** Records of a connection that no snapshot has told of yet: they wait for the next one. */
    private record Unknown(Moved moved, long sinceNanos) {}

    /** For a picture that is not watched as it happens: looking takes none of its time. @param maker of the pictures that are shown */
    public StageModel(PictureMaker maker) {
        this(maker, () -> 0);
    }

    /** @param maker of the pictures that are shown; @param clock nanoseconds, to see what looking takes */
    public StageModel(PictureMaker maker, LongSupplier clock) {
        this.maker = maker;
        this.clock = clock;
    }

    /** How often a stage looks at what the broker counts. */
    public static LookPace pace() {
        return new LookPace(LOOKS_TAKE_ONE_PART_OF, LOOK_EVERY_NANOS, LOOK_AT_LEAST_EVERY_NANOS);
    }

    /** Reduced motion: what would fly, swing or slide is in its place at once. */
    public void calm(boolean nothingMoves) {
        ease.calm(nothingMoves);
    }

    /** Takes a snapshot and shows it at once. */
    public void show(ClusterSnapshot newest) {
        snapshot = newest;
        take(prepare());
    }

    /** Takes a snapshot; it is shown when what {@link #prepare} made of it is {@link #take}n. */
    public void expect(ClusterSnapshot newest) {
        snapshot = newest;
        stale = true;
    }

    public void choose(PictureOptions chosen) {
        options = chosen;
        stale = snapshot != null;
    }

    /** True where there is something to be prepared: a snapshot or a choice newer than the picture. */
    public boolean stale() {
        return stale;
    }

    /** The next picture, to be computed anywhere, one at a time: it takes its time where the cluster is large. */
    public Callable<Prepared> preparation() {
        stale = false;
        ClusterSnapshot of = snapshot;
        PictureOptions with = options;
        Picture before = picture;
        double stageWidth = width;
        double visibleHeight = viewport;
        return () -> {
            Picture made = maker.picture(of, with);
            Prepared prepared = made.equals(before) ? new Prepared(before, null, Map.of(), 0, 0)
                    : new Prepared(made, StageLayout.of(made, stageWidth, visibleHeight), ways(made), stageWidth, visibleHeight);
            if (before == Picture.EMPTY) {
                rehearse(prepared);
            }
            return prepared;
        };
    }

    /** The first picture is the largest step of all, in a JVM that has compiled nothing yet: it goes a few frames on where nobody waits for it. */
    private static void rehearse(Prepared first) {
        StageModel unseen = new StageModel(new PictureMaker(""));
        unseen.take(first);
        for (int frame = 1; frame <= FRAMES_REHEARSED; frame++) {
            unseen.step(_ -> { }, _ -> { }, frame * LOOK_EVERY_NANOS);
        }
    }

    private Prepared prepare() {
        try {
            return preparation().call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** True once a picture has been shown. */
    public boolean isKnown() {
        return known;
    }

    /** Shows what was prepared. */
    public void take(Prepared prepared) {
        known = true;
        if (prepared.layout != null) {
            picture = prepared.picture;
            // The window may have changed its size meanwhile.
            layout.to(prepared.width == width && prepared.viewport == viewport ? prepared.layout : StageLayout.of(picture, width, viewport));
            ropes.follow(picture);
            ways = prepared.ways;
            motions.keySet().retainAll(layout().topics().keySet());
        }
    }

    /** A picture, not yet shown. @param layout null where nothing is other than before; @param ways where the records of each flow go */
    public record Prepared(Picture picture, StageLayout layout, Map<FlowKey, Way> ways, double width, double viewport) {}

    public PictureOptions options() {
        return options;
    }

    /** @param visibleHeight what of the content can be seen at once */
    public void room(double stageWidth, double visibleHeight) {
        if (width != stageWidth || viewport != visibleHeight) {
            width = stageWidth;
            viewport = visibleHeight;
            layout.to(StageLayout.of(picture, width, viewport));
        }
    }

    private static Map<FlowKey, Way> ways(Picture picture) {
        Map<FlowKey, Way> ways = new HashMap<>();
        picture.producers().forEach(producer -> producer.feeds().forEach(feed ->
                feed.flows().forEach(flow -> ways.put(flow, new Way(feed.into(), producer.clientId(), "")))));
        picture.groups().forEach(group -> group.members().forEach(member ->
                member.flows().forEach(flow -> ways.put(flow, new Way(flow.partition(), group.id(), member.memberId())))));
        return ways;
    }

    /** One frame on. */
    public void step(Consumer<Consumer<Flow>> visitFlows, Consumer<EndVisitor> visitEnds, long nowNanos) {
        layout.step(nowNanos);
        long began = clock.getAsLong();
        boolean looks = pace.due(nowNanos);
        List<Moved> moved = List.of();
        if (looks) {
            ends.look(visitEnds, nowNanos);
            moved = flows.look(visitFlows, nowNanos);
            pace.looked(nowNanos, clock.getAsLong() - began);
        }
        double track = layout().laneLength();
        picture.topics().forEach(topic -> motion(topic.name()).update(topic, ends, track, nowNanos));
        ropes.step(layout(), nowNanos);
        if (!looks) {
            return;
        }
        List<Unknown> waiting = List.copyOf(unknown);
        unknown.clear();
        waiting.forEach(old -> send(old.moved, old.sinceNanos, nowNanos));
        moved.forEach(now -> send(now, nowNanos, nowNanos));
    }

    /** One frame on, at a moment of the past: nothing moves, offsets stand where they stood. @param rates how fast they grew then */
    public void still(ClusterSnapshot then, PastRates rates, long nowNanos) {
        unknown.clear();
        layout.step(nowNanos);
        ends.look(visitor -> then.topics().forEach(topic -> topic.partitions().forEach(p ->
                visitor.end(topic.name(), p.index(), p.logStartOffset(), p.highWatermark(), p.endOffset(), EndMeter.UNKNOWN))), nowNanos);
        ends.stand(rates.partitions());
        flows.stand(rates.flows());
        double track = layout().laneLength();
        picture.topics().forEach(topic -> motion(topic.name()).update(topic, ends, track, nowNanos));
        ropes.step(layout(), nowNanos);
    }

    private void send(Moved moved, long sinceNanos, long nowNanos) {
        Way way = ways.get(moved.flow());
        if (way == null) {
            if (nowNanos - sinceNanos < UNKNOWN_FOR_NANOS) {
                unknown.add(new Unknown(moved, sinceNanos));
            }
        } else if (moved.flow().direction() == Direction.PRODUCE) {
            inward.moved(way, moved.records(), this::worth, nowNanos);
        } else if (ropes.heldBy(way.from(), way.to(), way.partition()) != null) {
            outward.moved(way, moved.records(), this::worth, nowNanos);
        }
    }

    private long worth(TopicPartition partition) {
        TopicMotion motion = motions.get(partition.topic());
        return motion == null ? 1 : motion.worth();
    }

    public Picture picture() {
        return picture;
    }

    /** Where everything stands at this frame. */
    public StageLayout layout() {
        return layout.shown();
    }

    public TopicMotion motion(String topic) {
        return motions.computeIfAbsent(topic, _ -> new TopicMotion(ease));
    }

    public EndMeter ends() {
        return ends;
    }

    public FlowMeter flows() {
        return flows;
    }

    public Ropes ropes() {
        return ropes;
    }

    /** Dots from producers to lanes. */
    public Traffic inward() {
        return inward;
    }

    /** Dots from lanes to members. */
    public Traffic outward() {
        return outward;
    }
}
