package dev.vitrine.engine.metadata;

/** The levels of a feature that a broker can work at (KIP-584); 0 is off. */
public record FeatureRange(short min, short max) {

    public static final FeatureRange NONE = new FeatureRange((short) 0, (short) 0);

    public boolean contains(short level) {
        return level >= min && level <= max;
    }
}
