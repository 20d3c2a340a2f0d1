package dev.vitrine.app.model.stage;

/**
 * How many records one dot of a topic stands for. Up to forty records a second each is a dot of its own; above that so many share one that a
 * hundred dots a second tell it all. It changes rarely: only when the rate has left what the present worth is good for.
 */
public final class DotWorth {

    private static final double SINGLE = 40;
    private static final double DOTS_A_SECOND = 100;

    private long worth = 1;

    /** @param perSecond records into, or out of, the topic: whichever is more */
    public long update(double perSecond) {
        boolean tooSmall = perSecond / worth > DOTS_A_SECOND * 1.3;
        boolean tooLarge = perSecond / worth < DOTS_A_SECOND * 0.25;
        if (worth == 1 ? perSecond > DOTS_A_SECOND : tooSmall || tooLarge) {
            worth = perSecond <= SINGLE ? 1 : NiceNumber.atLeast(perSecond / DOTS_A_SECOND);
        }
        return worth;
    }

    public long worth() {
        return worth;
    }

    /** True where records can be counted as they pass. */
    public boolean single() {
        return worth == 1;
    }
}
