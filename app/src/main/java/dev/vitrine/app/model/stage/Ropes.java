package dev.vitrine.app.model.stage;

import dev.vitrine.app.model.stage.Picture.Group;
import dev.vitrine.app.model.stage.Picture.Member;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** All lines of ownership: what each picture says of them, and how they swing there. */
public final class Ropes {

    private record Key(String group, TopicPartition partition) {}

    private final Map<Key, Rope> ropes = new LinkedHashMap<>();
    private final Ease ease;
    private long lastNanos;
    private StageLayout placed;
    private boolean told;
    private boolean moving;

    public Ropes() {
        this(new Ease());
    }

    Ropes(Ease ease) {
        this.ease = ease;
    }

    /** Takes a new picture. */
    public void follow(Picture picture) {
        told = true;
        Set<Key> spokenFor = new HashSet<>();
        picture.groups().forEach(group -> follow(group, spokenFor));
        ropes.forEach((key, rope) -> {
            if (!spokenFor.contains(key)) {
                rope.letGo();
            }
        });
    }

    private void follow(Group group, Set<Key> spokenFor) {
        boolean givesUpAll = group.state().rebalancing() && !group.incremental();
        for (Member member : group.members()) {
            for (TopicPartition partition : member.owned()) {
                Key key = new Key(group.id(), partition);
                spokenFor.add(key);
                Rope rope = ropes.computeIfAbsent(key, _ -> new Rope(group.id(), partition, member.memberId()));
                if (givesUpAll) {
                    rope.slacken();
                } else {
                    rope.hold(member.memberId());
                }
            }
        }
        if (group.state().rebalancing()) {
            hangUnowned(group, spokenFor);
        }
    }

    /** What nobody owns in the middle of a rebalance hangs where it was, until it has a new owner. */
    private void hangUnowned(Group group, Set<Key> spokenFor) {
        ropes.forEach((key, rope) -> {
            if (key.group.equals(group.id()) && spokenFor.add(key)) {
                rope.slacken();
            }
        });
    }

    /** One frame on. Thousands of lines that all hang still cost nothing. */
    public void step(StageLayout layout, long nowNanos) {
        double seconds = ease.seconds(lastNanos, nowNanos);
        lastNanos = nowNanos;
        if (!told && !moving && layout == placed) {
            return;
        }
        told = false;
        placed = layout;
        moving = ropes.values().removeIf(Rope::gone);
        for (Rope rope : ropes.values()) {
            OptionalDouble lane = layout.laneY(rope.partition());
            OptionalDouble member = layout.memberY(rope.group(), rope.member());
            if (lane.isEmpty() || member.isEmpty()) {
                rope.letGo();
            }
            rope.step(lane.orElse(rope.startY()), member.orElse(rope.endY()), seconds);
            moving |= rope.moving();
        }
    }

    public Collection<Rope> all() {
        return ropes.values();
    }

    /** The line of a partition to a member, where that member holds it; null where it does not. */
    public Rope heldBy(String group, String member, TopicPartition partition) {
        Rope rope = ropes.get(new Key(group, partition));
        return rope != null && rope.held() && rope.member().equals(member) ? rope : null;
    }

    /** True where the last step moved any. */
    public boolean moving() {
        return moving;
    }
}
