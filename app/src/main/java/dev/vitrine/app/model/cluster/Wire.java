package dev.vitrine.app.model.cluster;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;

/** The link between two brokers, both directions. @param there from {@code a} to {@code b} */
public record Wire(int a, int b, LinkView there, LinkView back) {

    /** The worse of the two directions. */
    public LinkState worst() {
        return there.state().compareTo(back.state()) >= 0 ? there.state() : back.state();
    }

    public boolean isOpen() {
        return worst() == LinkState.OPEN;
    }

    /** Whether only one direction is bad, or one otherwise than the other. */
    public boolean lopsided() {
        return there.state() != back.state() || there.delayMillis() != back.delayMillis() || there.loss() != back.loss();
    }

    /** As few words as there is room for on the line itself; empty where it is in order. */
    public String mark() {
        LinkView worse = worst() == there.state() ? there : back;
        String arrow = lopsided() ? (worse == there ? a + " → " + b + " " : b + " → " + a + " ") : "";
        return switch (worse.state()) {
            case OPEN -> "";
            case SLOW -> arrow + "+" + Figures.duration(worse.delayMillis());
            case LOSSY -> arrow + Math.round(worse.loss() * 100) + " % lost";
            case CUT -> arrow + "cut";
        };
    }

    public String sentence() {
        if (!lopsided()) {
            return "Between broker " + a + " and broker " + b + " " + (isOpen() ? "everything gets there at once." : words(there));
        }
        return "From broker " + a + " to broker " + b + " " + words(there) + " From broker " + b + " to broker " + a + " " + words(back);
    }

    private static String words(LinkView link) {
        return switch (link.state()) {
            case OPEN -> "everything gets there at once.";
            case SLOW -> "everything takes " + Figures.duration(link.delayMillis()) + " longer.";
            case LOSSY -> Math.round(link.loss() * 100) + " % gets lost.";
            case CUT -> "nothing gets there: the link is cut.";
        };
    }
}
