package dev.vitrine.app.model.theatre;

import dev.vitrine.app.model.theatre.PartitionStory.Fate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a rebalance's parts stand: names at the left, what was before it in a narrow strip without scale, then time from its beginning to its end.
 *
 * @param nowMillis where it ends that hasn't ended yet
 */
public record TheatreLayout(Rebalance rebalance, long nowMillis, double width) {

    public static final double PITCH = 26;
    /** Height of the strip of phases, with what is written over and under it. */
    public static final double TOP = 40;
    /** What can be seen of a rebalance of thousands; what moved first. */
    public static final int MOST_ROWS = 120;

    private static final double NAMES = 150;
    private static final double WIDE_NAMES = 230;
    private static final double BEFORE = 58;
    private static final double SILENCE = 124;
    private static final double AFTER = 34;
    private static final double BOTTOM = 8;

    /** The partitions that have a row, from above. Few stand in their order; of many those come first that something happened to. */
    public List<PartitionStory> rows() {
        List<PartitionStory> all = rebalance.partitions();
        return all.size() <= MOST_ROWS ? all
                : all.stream().sorted(Comparator.comparing((PartitionStory story) -> story.fate() == Fate.KEPT || story.fate() == Fate.NEVER)).limit(MOST_ROWS).toList();
    }

    public int hidden() {
        return Math.max(0, rebalance.partitions().size() - MOST_ROWS);
    }

    public boolean severalTopics() {
        return rebalance.partitions().stream().map(story -> story.partition().topic()).distinct().count() > 1;
    }

    public double height() {
        return TOP + rows().size() * PITCH + BOTTOM;
    }

    /** Where the strip of what was before begins. */
    public double before() {
        return severalTopics() ? WIDE_NAMES : NAMES;
    }

    /** Where the rebalance begins. */
    public double begin() {
        return before() + (rebalance.partitions().stream().anyMatch(story -> story.silentMillis(nowMillis) > 0) ? SILENCE : BEFORE);
    }

    /** Where it ends. */
    public double end() {
        return Math.max(begin() + 40, width - AFTER);
    }

    private long last() {
        return rebalance.endedMillis().orElse(Math.max(nowMillis, rebalance.beganMillis()));
    }

    /** Where an instant stands; what was before the beginning or after the end stands there. */
    public double x(long millis) {
        long span = Math.max(1, last() - rebalance.beganMillis());
        double part = (millis - rebalance.beganMillis()) / (double) span;
        return begin() + Math.clamp(part, 0, 1) * (end() - begin());
    }

    /** The middle of a row. */
    public double y(int row) {
        return TOP + row * PITCH + PITCH / 2;
    }

    /** The partition whose row is at this height. */
    public Optional<PartitionStory> rowAt(double y) {
        int row = (int) Math.floor((y - TOP) / PITCH);
        List<PartitionStory> rows = rows();
        return row >= 0 && row < rows.size() ? Optional.of(rows.get(row)) : Optional.empty();
    }

    /** The instant at a place; empty beside the scale. */
    public OptionalLong millisAt(double x) {
        if (x < begin() || x > end()) {
            return OptionalLong.empty();
        }
        double part = (x - begin()) / (end() - begin());
        return OptionalLong.of(rebalance.beganMillis() + Math.round(part * (last() - rebalance.beganMillis())));
    }
}
