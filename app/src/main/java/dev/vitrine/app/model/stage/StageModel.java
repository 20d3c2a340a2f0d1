package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.stage.FlowMeter.Moved;
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
import org.apache.kafka.common.TopicPartition;

/**
 * The stage: who is on it, where, and what moves. {@link #show} takes a snapshot whenever there is a new one, {@link #room} the size of the window,
 * {@link #step} goes one frame on. For one thread.
 */
public final class StageModel {

    private static final long UNKNOWN_FOR_NANOS = 1_000_000_000L;
    private static final double LANE_INSET = 52 + 74;

    private final PictureMaker maker;
    private final FlowMeter flows = new FlowMeter();
    private final EndMeter ends = new EndMeter();
    private final Ease ease = new Ease();
    private final Ropes ropes = new Ropes(ease);
    private final Traffic inward = new Traffic(ease);
    private final Traffic outward = new Traffic(ease);
    private final Map<String, TopicMotion> motions = new HashMap<>();
    private final Map<FlowKey, Way> ways = new HashMap<>();
    private final List<Unknown> unknown = new ArrayList<>();
    private ClusterSnapshot snapshot;
    private PictureOptions options = PictureOptions.DEFAULT;
    private Picture picture = Picture.EMPTY;
    private final LayoutGlide layout = new LayoutGlide(ease, StageLayout.of(Picture.EMPTY, 1200, 600));
    private boolean stale;
    private boolean known;
    private double width = 1200;
    private double viewport = 600;

    /** Records of a connection that no snapshot has told of yet: they wait for the next one. */
    private record Unknown(Moved moved, long sinceNanos) {}

    /** @param maker of the pictures that are shown */
    public StageModel(PictureMaker maker) {
        this.maker = maker;
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
            return made.equals(before) ? new Prepared(before, null, 0, 0)
                    : new Prepared(made, StageLayout.of(made, stageWidth, visibleHeight), stageWidth, visibleHeight);
        };
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
            mapWays();
        }
    }

    /** A picture, not yet shown. @param layout null where nothing is other than before */
    public record Prepared(Picture picture, StageLayout layout, double width, double viewport) {}

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

    private void mapWays() {
        ways.clear();
        picture.producers().forEach(producer -> producer.feeds().forEach(feed ->
                feed.flows().forEach(flow -> ways.put(flow, new Way(feed.into(), producer.clientId(), "")))));
        picture.groups().forEach(group -> group.members().forEach(member ->
                member.flows().forEach(flow -> ways.put(flow, new Way(flow.partition(), group.id(), member.memberId())))));
        motions.keySet().retainAll(layout().topics().keySet());
    }

    /** One frame on. */
    public void step(Consumer<Consumer<Flow>> visitFlows, Consumer<EndVisitor> visitEnds, long nowNanos) {
        layout.step(nowNanos);
        ends.look(visitEnds, nowNanos);
        double track = layout().columns().topics().width() - LANE_INSET;
        picture.topics().forEach(topic -> motion(topic.name()).update(topic, ends, track, nowNanos));
        ropes.step(layout(), nowNanos);
        List<Unknown> waiting = List.copyOf(unknown);
        unknown.clear();
        waiting.forEach(old -> send(old.moved, old.sinceNanos, nowNanos));
        flows.look(visitFlows, nowNanos).forEach(moved -> send(moved, nowNanos, nowNanos));
    }

    /** One frame on, at a moment of the past: nothing flows, offsets stand where they stood, and how fast they grew isn't remembered. */
    public void still(ClusterSnapshot then, long nowNanos) {
        unknown.clear();
        layout.step(nowNanos);
        ends.look(visitor -> then.topics().forEach(topic -> topic.partitions().forEach(p ->
                visitor.end(topic.name(), p.index(), p.logStartOffset(), p.highWatermark(), p.endOffset(), EndMeter.UNKNOWN))), nowNanos);
        double track = layout().columns().topics().width() - LANE_INSET;
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
