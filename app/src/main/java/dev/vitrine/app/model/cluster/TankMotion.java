package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What moves in the tanks, by the frame's time: how full each replica is, and what travels between brokers. A dot is what a follower fetched since the last
 * look; a ballot is a vote that was cast. Nothing else moves. For the toolkit's thread.
 */
public final class TankMotion {

    /** How long a dot is on its way. */
    public static final long FLIGHT_NANOS = 420_000_000L;
    public static final long BALLOT_NANOS = 900_000_000L;
    private static final int MOST = 160;
    private static final double EASE_NANOS = 160_000_000.0;

    private final Map<Key, Double> fills = new HashMap<>();
    private final Deque<Dot> dots = new ArrayDeque<>();
    private final Deque<Ballot> ballots = new ArrayDeque<>();
    private ClusterPicture picture;
    private long lastNanos;
    private boolean calm;

    private record Key(TopicPartition id, int broker) {}

    /** Records on their way from a leader to a follower. */
    public record Dot(TopicPartition id, int from, int to, long sinceNanos) {}

    /** A vote on its way from who gives it to who asked for it. */
    public record Ballot(int voter, int candidate, boolean granted, long sinceNanos) {}

    /** Nothing moves any more: everything is where it belongs. */
    public void calm(boolean still) {
        calm = still;
    }

    /** A newer picture. @param live false where it is one of the past: nothing was copied just now, then */
    public void show(ClusterPicture next, boolean live, long nowNanos) {
        if (picture != null && live && !calm) {
            copied(picture, next, nowNanos);
        }
        picture = next;
        Set<Key> there = new HashSet<>();
        for (TankRow row : next.rows()) {
            for (Copy copy : row.copies()) {
                Key key = new Key(row.id(), copy.broker());
                there.add(key);
                fills.putIfAbsent(key, copy.fill());
                if (!live || calm) {
                    fills.put(key, copy.fill());
                }
            }
        }
        fills.keySet().retainAll(there);
    }

    private void copied(ClusterPicture before, ClusterPicture now, long nowNanos) {
        Map<Key, Copy> was = new HashMap<>();
        before.rows().forEach(row -> row.copies().forEach(copy -> was.put(new Key(row.id(), copy.broker()), copy)));
        for (TankRow row : now.rows()) {
            for (Copy copy : row.copies()) {
                Copy earlier = was.get(new Key(row.id(), copy.broker()));
                boolean fetched = earlier != null && earlier.end() >= 0 && copy.end() > earlier.end() && row.leader() >= 0 && copy.broker() != row.leader();
                if (fetched && dots.size() < MOST) {
                    dots.add(new Dot(row.id(), row.leader(), copy.broker(), nowNanos));
                }
            }
        }
    }

    public void happened(List<Observed> events, long nowNanos) {
        if (!calm) {
            events.stream().map(Observed::event).filter(Event.VoteCast.class::isInstance).map(Event.VoteCast.class::cast)
                    .filter(vote -> vote.voter() != vote.candidate() && ballots.size() < MOST)
                    .forEach(vote -> ballots.add(new Ballot(vote.voter(), vote.candidate(), vote.granted(), nowNanos)));
        }
    }

    /** One frame on. @return whether anything is another place than in the frame before */
    public boolean step(long nowNanos) {
        double share = lastNanos == 0 || calm ? 1 : 1 - Math.exp(-(nowNanos - lastNanos) / EASE_NANOS);
        lastNanos = nowNanos;
        boolean flying = !dots.isEmpty() || !ballots.isEmpty();
        dots.removeIf(dot -> nowNanos - dot.sinceNanos() > FLIGHT_NANOS);
        ballots.removeIf(ballot -> nowNanos - ballot.sinceNanos() > BALLOT_NANOS);
        boolean moved = flying;
        if (picture != null) {
            for (TankRow row : picture.rows()) {
                for (Copy copy : row.copies()) {
                    moved |= ease(new Key(row.id(), copy.broker()), copy.fill(), share);
                }
            }
        }
        return moved;
    }

    private boolean ease(Key key, double wanted, double share) {
        double is = fills.getOrDefault(key, wanted);
        if (Math.abs(is - wanted) < 0.002) {
            return fills.put(key, wanted) == null || is != wanted;
        }
        fills.put(key, is + (wanted - is) * share);
        return true;
    }

    public double fill(TopicPartition id, Copy copy) {
        return fills.getOrDefault(new Key(id, copy.broker()), copy.fill());
    }

    public Collection<Dot> dots() {
        return Collections.unmodifiableCollection(dots);
    }

    public Collection<Ballot> ballots() {
        return Collections.unmodifiableCollection(ballots);
    }
}
