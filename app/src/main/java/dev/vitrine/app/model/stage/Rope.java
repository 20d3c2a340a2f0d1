package dev.vitrine.app.model.stage;

import org.apache.kafka.common.TopicPartition;

/**
 * The line between a partition and the member that owns it.
 *
 * <pre>
 *            assigned                   revoked, or a rebalance that gives up everything
 *   (none) ──────────► TAUT ──────────────────────────────────► SLACK
 *                       ▲                                         │
 *                       └── assigned again, to whomever: the ─────┘
 *                           end swings over, the line tightens
 *   either ──► FADING, when group or partition are gone ──► (none)
 * </pre>
 */
public final class Rope {

    private static final double TIGHTEN_SECONDS = 0.22;
    private static final double FADE_SECONDS = 0.18;

    private final String group;
    private final TopicPartition partition;
    private String member;
    private boolean held;
    private boolean wanted = true;
    private double tension;
    private double alpha;
    private double end = Double.NaN;
    private double start = Double.NaN;
    private boolean moving = true;

    Rope(String group, TopicPartition partition, String member) {
        this.group = group;
        this.partition = partition;
        this.member = member;
    }

    void hold(String byMember) {
        member = byMember;
        held = true;
        wanted = true;
    }

    void slacken() {
        held = false;
        wanted = true;
    }

    void letGo() {
        held = false;
        wanted = false;
    }

    /** One frame on. @param laneY where it begins; @param memberY where its member stands now */
    void step(double laneY, double memberY, double seconds) {
        boolean first = Double.isNaN(end);
        start = laneY;
        end = first ? memberY : approach(end, memberY, seconds / TIGHTEN_SECONDS, 0.3);
        double tensionBefore = tension;
        double alphaBefore = alpha;
        tension = approach(tension, held ? 1 : 0, seconds / TIGHTEN_SECONDS, 0.005);
        alpha = approach(alpha, wanted ? 1 : 0, seconds / FADE_SECONDS, 0.01);
        moving = tension != tensionBefore || alpha != alphaBefore || end != memberY || first;
    }

    private static double approach(double from, double to, double timeConstants, double near) {
        double next = to + (from - to) * Math.exp(-timeConstants);
        return Math.abs(next - to) < near ? to : next;
    }

    public String group() {
        return group;
    }

    public TopicPartition partition() {
        return partition;
    }

    /** Its owner, or its last one. */
    public String member() {
        return member;
    }

    /** From 1, tight, to 0, hanging loose. */
    public double tension() {
        return tension;
    }

    /** From 1, there, to 0, gone. */
    public double alpha() {
        return alpha;
    }

    /** Where it begins, from the top of the content. */
    public double startY() {
        return start;
    }

    /** Where it ends now, on its way to its member. */
    public double endY() {
        return end;
    }

    /** True where this frame shows it other than the one before. */
    public boolean moving() {
        return moving;
    }

    /** True where somebody owns it, and nobody has asked for it back. */
    public boolean held() {
        return held;
    }

    boolean gone() {
        return !wanted && alpha == 0;
    }
}
