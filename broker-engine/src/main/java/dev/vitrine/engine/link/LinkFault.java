package dev.vitrine.engine.link;

/**
 * What is wrong with one direction between two brokers.
 *
 * @param delayMs by which each message comes later
 * @param loss    share of messages that get lost, 0 to 1
 * @param cut     whether none gets through
 */
public record LinkFault(long delayMs, double loss, boolean cut) {

    public static final LinkFault NONE = new LinkFault(0, 0, false);
    public static final LinkFault CUT = new LinkFault(0, 0, true);

    public LinkFault {
        if (delayMs < 0 || !(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms, a loss of " + loss);
        }
    }

    public static LinkFault delay(long delayMs) {
        return new LinkFault(delayMs, 0, false);
    }

    public static LinkFault loss(double share) {
        return new LinkFault(0, share, false);
    }
}
